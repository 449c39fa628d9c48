using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace DroneCommand.Console.Shell;

/// <summary>What is true on every page: which site, what time, how many criticals, who you are, and Hold all.</summary>
public sealed partial class TopBar : IDisposable
{
    private FleetWatch? watch;
    private DateTimeOffset now;
    private int criticals;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private DemoMode Demo { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    public void Dispose() => watch?.Dispose();

    protected override void OnInitialized()
    {
        Read();
        watch = new FleetWatch(Feed, Time, () => _ = InvokeAsync(Redraw));
    }

    private void Redraw()
    {
        Read();
        StateHasChanged();
    }

    private void Read()
    {
        now = Time.GetUtcNow();
        criticals = Feed.Vehicles.Sum(view =>
            view.NeedsYou.Count(item => item.Severity == DroneCommand.Fleet.Vehicles.Severity.Critical)
        );
    }

    private async Task HoldAll() =>
        await Dialogs.ShowAsync<HoldAllDialog>("Hold all", new DialogOptions { CloseOnEscapeKey = true });
}
