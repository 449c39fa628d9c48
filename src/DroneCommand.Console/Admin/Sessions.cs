using System.Security.Claims;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Admin;

/// <summary>Decides whether a session, made at a sign-in some hours ago, still stands, and with which roles.</summary>
public sealed class Sessions(AccountSnapshots accounts, IOptions<IdentityOptions> options)
{
    /// <summary>
    /// The same principal when nothing changed, one with the account's present roles when they did, null when the
    /// session is over: account disabled or gone, password changed, signed out everywhere.
    /// </summary>
    public async ValueTask<ClaimsPrincipal?> Revalidate(
        ClaimsPrincipal session,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        var claims = options.Value.ClaimsIdentity;
        var userId = session.FindFirstValue(claims.UserIdClaimType);
        if (userId is null || await accounts.Find(userId, cancellation) is not { Enabled: true } account)
            return null;
        if (account.SecurityStamp != session.FindFirstValue(claims.SecurityStampClaimType))
            return null;
        var held = session.FindAll(claims.RoleClaimType).Select(claim => claim.Value).ToHashSet();
        return held.SetEquals(account.Roles) ? session : WithRoles(session, account.Roles, claims.RoleClaimType);
    }

    private static ClaimsPrincipal WithRoles(ClaimsPrincipal session, IEnumerable<string> roles, string roleType)
    {
        var old = (ClaimsIdentity)session.Identity!;
        var claims = old
            .Claims.Where(claim => claim.Type != roleType)
            .Concat(roles.Select(r => new Claim(roleType, r)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, old.AuthenticationType, old.NameClaimType, roleType));
    }
}

/// <summary>Checks the session with every request: a disabled account's cookie is refused within seconds.</summary>
internal sealed class SessionCookieEvents(Sessions sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var current = await sessions.Revalidate(context.Principal!, context.HttpContext.RequestAborted);
        if (current is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
        else if (current != context.Principal)
            context.ReplacePrincipal(current);
    }

    // A page leads to the sign-in; a fetch, a socket or a form must see that it was refused.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsPageVisit(context.Request)
            ? base.RedirectToLogin(context)
            : Refuse(context, StatusCodes.Status401Unauthorized);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        IsPageVisit(context.Request)
            ? base.RedirectToAccessDenied(context)
            : Refuse(context, StatusCodes.Status403Forbidden);

    /// <summary>True for a person's browser that asks for a page, as against a fetch, a socket or a form.</summary>
    internal static bool IsPageVisit(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.Ordinal) == true);

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

/// <summary>
/// Checks the session of an open page every two seconds, since a circuit makes no further requests. New roles reach the
/// page without a reload; a session that is over leaves it signed out.
/// </summary>
internal sealed class CircuitSession(ILoggerFactory loggers, Sessions sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        if (authenticationState.User.Identity is not { IsAuthenticated: true })
            return true;
        var current = await sessions.Revalidate(authenticationState.User, cancellationToken);
        if (current is null)
            return false;
        if (current != authenticationState.User)
            SetAuthenticationState(Task.FromResult(new AuthenticationState(current)));
        return true;
    }
}

/// <summary>Names the person behind a page's session to grains.</summary>
public static class CallerExtensions
{
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Caller ToCaller(this ClaimsPrincipal session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new Caller(
            session.FindFirstValue(ClaimTypes.NameIdentifier)
                ?? throw new InvalidOperationException("Nobody is signed in"),
            session.Identity?.Name ?? ""
        );
    }
}
