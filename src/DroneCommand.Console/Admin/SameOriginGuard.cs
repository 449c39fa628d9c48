namespace DroneCommand.Console.Admin;

/// <summary>
/// Refuses forms and sockets that another site's page opens with this browser's cookie. SameSite alone does not: to a
/// browser another port of this host is the same site.
/// </summary>
internal sealed class SameOriginGuard(RequestDelegate next, ILogger<SameOriginGuard> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!ActsOnServer(context.Request) || IsOwn(context.Request))
            return next(context);
        log.LogWarning("Refused a request to {Path} from another origin", context.Request.Path);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool ActsOnServer(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest
        || HttpMethods.IsConnect(request.Method)
        || request.Headers.Upgrade.Count > 0
        || !(
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method)
        );

    // Browsers name the origin on each of these; a program that names none brings no browser's cookie along. The scheme is
    // not compared: behind a proxy that ends TLS the server sees http.
    private static bool IsOwn(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            || (
                Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            );
    }
}
