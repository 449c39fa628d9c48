using DroneCommand.Fleet.Audit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace DroneCommand.Console.Shell;

/// <summary>The pages. Live has two addresses, with and without a vehicle, and is marked at both.</summary>
public sealed partial class Rail : IDisposable
{
    private const string RecordReaders = $"{Roles.Supervisor},{Roles.Administrator},{Roles.Auditor}";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool OnLive =>
        Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0] is var path
        && (path.Length == 0 || path == "live" || path.StartsWith("live/", StringComparison.Ordinal));

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(StateHasChanged);
}
