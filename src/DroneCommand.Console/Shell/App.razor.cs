using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace DroneCommand.Console.Shell;

/// <summary>
/// The document. Pages are interactive over a circuit, except those marked ExcludeFromInteractiveRouting, which are plain
/// forms because they set cookies. Nothing is prerendered: half a second of a live page that cannot be pressed helps nobody.
/// </summary>
public sealed partial class App
{
    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? Interactive : null;

    private bool Dark => ThemeChoice.IsDark(Http.Request.Cookies[ThemeChoice.Cookie]);
}
