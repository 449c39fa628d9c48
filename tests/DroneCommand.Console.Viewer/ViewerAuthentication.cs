using System.Security.Claims;
using System.Text.Encodings.Web;
using DroneCommand.Fleet.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Viewer;

/// <summary>Everybody is the sample operator: the viewer listens on loopback and commands nothing.</summary>
public sealed class ViewerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "viewer";

    public static ClaimsPrincipal Operator(params string[] roles) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, SampleFleet.Operator.UserId),
                    new Claim(ClaimTypes.Name, SampleFleet.Operator.Name),
                    .. roles.Select(role => new Claim(ClaimTypes.Role, role)),
                ],
                SchemeName
            )
        );

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var user = Operator(Roles.Operator, Roles.Planner);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName)));
    }
}
