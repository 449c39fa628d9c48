using System.Net;
using System.Security.Claims;
using DroneCommand.Fleet.Audit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace DroneCommand.Console.Admin.Plain;

/// <summary>Sign-in, sign-out and change of password: plain forms.</summary>
internal static class AccountEndpoints
{
    private const string TooOld = "This page had been open for too long. Please try again.";

    // One text for every failure, so that nobody learns which names exist.
    private const string Refused =
        "That did not work. The name or the password is wrong, or the account is locked for some minutes or disabled.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", ShowSignIn).AllowAnonymous();
        // The token is checked by hand, so that a person sees a page with words and not an empty 400.
        routes.MapPost("/sign-in", PostSignIn).AllowAnonymous().DisableAntiforgery();
        // No token: a page that has been open for long must still be able to sign out, and SameOriginGuard keeps others
        // from doing it.
        routes.MapPost("/sign-out", PostSignOut).RequireAuthorization().DisableAntiforgery();
        routes.MapGet("/denied", ShowDenied).RequireAuthorization();
        routes.MapGet("/account/password", ShowPassword).RequireAuthorization();
        routes.MapPost("/account/password", PostPassword).RequireAuthorization().DisableAntiforgery();
    }

    private static IResult ShowSignIn(HttpContext context, string? returnUrl) =>
        context.User.Identity is { IsAuthenticated: true }
            ? Results.LocalRedirect(Local(returnUrl))
            : SignInPage(context, returnUrl, null, null);

    private static async Task<IResult> PostSignIn(HttpContext context, SignIn signIn, IAntiforgery antiforgery)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string name = form["name"].ToString().Trim();
        string password = form["password"].ToString();
        string returnUrl = Local(form["returnUrl"]);
        if (!await antiforgery.IsRequestValidAsync(context))
            return SignInPage(context, returnUrl, name, TooOld, StatusCodes.Status400BadRequest);
        if (name.Length is 0 or > 64 || password.Length is 0 or > Passwords.MaxLength)
            return SignInPage(context, returnUrl, name, Refused, StatusCodes.Status401Unauthorized);
        var from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return await signIn.Attempt(name, password, from) switch
        {
            SignInResultKind.SignedIn => Results.LocalRedirect(returnUrl),
            SignInResultKind.SignedInWithInitialPassword => Results.LocalRedirect(
                $"/account/password?returnUrl={Uri.EscapeDataString(returnUrl)}"
            ),
            SignInResultKind.TooMany => SignInPage(
                context,
                returnUrl,
                name,
                "Too many failed attempts from here. Wait a minute, then try again.",
                StatusCodes.Status429TooManyRequests
            ),
            _ => SignInPage(context, returnUrl, name, Refused, StatusCodes.Status401Unauthorized),
        };
    }

    private static async Task<IResult> PostSignOut(
        HttpContext context,
        SignInManager<Account> sessions,
        IAuditLog audit,
        TimeProvider time
    )
    {
        var caller = context.User.ToCaller();
        await sessions.SignOutAsync();
        audit.Spool(
            new AuditRecord(
                0,
                time.GetUtcNow(),
                Guid.NewGuid(),
                caller.UserId,
                caller.Name,
                null,
                "sign-out",
                "",
                "done"
            )
        );
        return Results.LocalRedirect("/sign-in");
    }

    private static RazorComponentResult<DeniedPage> ShowDenied(HttpContext context) =>
        PlainPage.Show<DeniedPage>(
            context,
            new()
            {
                [nameof(DeniedPage.Name)] = context.User.Identity?.Name,
                [nameof(DeniedPage.Roles)] = context.User.FindAll(ClaimTypes.Role).Select(role => role.Value).ToList(),
            },
            StatusCodes.Status403Forbidden
        );

    private static async Task<IResult> ShowPassword(
        HttpContext context,
        UserManager<Account> accounts,
        string? returnUrl
    ) => PasswordPage(context, await accounts.GetUserAsync(context.User), returnUrl, null);

    private static async Task<IResult> PostPassword(
        HttpContext context,
        PasswordChange change,
        UserManager<Account> accounts,
        IAntiforgery antiforgery
    )
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = Local(form["returnUrl"]);
        var account = await accounts.GetUserAsync(context.User);
        if (!await antiforgery.IsRequestValidAsync(context))
            return PasswordPage(context, account, returnUrl, TooOld);
        if (account is null)
            return Results.LocalRedirect("/sign-in");
        var refusal =
            form["new"] != form["repeated"]
                ? "The new password was typed in two different ways."
                : await change.Apply(account, form["current"].ToString(), form["new"].ToString());
        return refusal is null ? Results.LocalRedirect(returnUrl) : PasswordPage(context, account, returnUrl, refusal);
    }

    private static RazorComponentResult<SignInPage> SignInPage(
        HttpContext context,
        string? returnUrl,
        string? name,
        string? error,
        int status = StatusCodes.Status200OK
    ) =>
        PlainPage.Show<SignInPage>(
            context,
            new()
            {
                [nameof(Plain.SignInPage.ReturnUrl)] = Local(returnUrl),
                [nameof(Plain.SignInPage.Name)] = string.IsNullOrEmpty(name) ? null : name,
                [nameof(Plain.SignInPage.Error)] = error,
            },
            status
        );

    private static RazorComponentResult<PasswordPage> PasswordPage(
        HttpContext context,
        Account? account,
        string? returnUrl,
        string? error
    ) =>
        PlainPage.Show<PasswordPage>(
            context,
            new()
            {
                [nameof(Plain.PasswordPage.ReturnUrl)] = Local(returnUrl),
                [nameof(Plain.PasswordPage.Name)] = account?.UserName,
                [nameof(Plain.PasswordPage.Initial)] = account?.PasswordIsInitial ?? false,
                [nameof(Plain.PasswordPage.Error)] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );

    /// <summary>A path on this server, whatever was asked for: a sign-in must not lead to somebody else's page.</summary>
    internal static string Local(string? returnUrl) =>
        returnUrl is ['/', ..]
        && !returnUrl.StartsWith("//", StringComparison.Ordinal)
        && !returnUrl.StartsWith("/\\", StringComparison.Ordinal)
        && !returnUrl.Any(char.IsControl)
            ? returnUrl
            : "/";
}
