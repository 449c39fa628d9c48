using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace DroneCommand.Console.Shell;

/// <summary>Top bar, rail and content. A page that fails says so and leaves the bar, with Hold all, working.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? boundary;

    [Inject]
    private ThemeChoice Choice { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    public void Dispose() => Choice.Changed -= Redraw;

    protected override void OnInitialized() => Choice.Changed += Redraw;

    protected override void OnParametersSet() => boundary?.Recover();

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
