using DroneCommand.Console.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DroneCommand.Console.Admin.Plain;

/// <summary>What every page outside the console's shell needs from its request.</summary>
/// <param name="Theme">'dark' or 'light', as chosen in the console.</param>
/// <param name="Demo">True while the fleet is simulated, which every page says.</param>
/// <param name="BasePath">Where the console is mounted, with a slash at its end.</param>
/// <param name="TokenField">Name of the antiforgery field.</param>
/// <param name="Token">Its value.</param>
public sealed record PlainFrame(string Theme, bool Demo, string BasePath, string TokenField, string Token)
{
    internal static PlainFrame Of(HttpContext context)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return new PlainFrame(
            ThemeChoice.NameOf(ThemeChoice.IsDark(context.Request.Cookies[ThemeChoice.Cookie])),
            context.RequestServices.GetService<DemoMode>()?.On ?? false,
            $"{context.Request.PathBase}/",
            tokens.FormFieldName,
            tokens.RequestToken!
        );
    }
}

/// <summary>
/// Pages that are plain HTML: no circuit, no script. They work before anyone is signed in and when nothing else does.
/// </summary>
internal static class PlainPage
{
    // Stricter than the console's own: nothing here runs.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'self'; "
        + "frame-ancestors 'none'";

    public static RazorComponentResult<TPage> Show<TPage>(
        HttpContext context,
        Dictionary<string, object?> parameters,
        int status = StatusCodes.Status200OK
    )
        where TPage : IComponent
    {
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        parameters["Frame"] = PlainFrame.Of(context);
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}
