using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// One vehicle, from top to bottom: what does it see, where is it going, can it get home, what can I do, what happened to
/// what I did.
/// </summary>
public sealed partial class VehiclePanel : IDisposable
{
    [Parameter, EditorRequired]
    public VehicleView View { get; set; } = null!;

    /// <summary>Server time of this drawing.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>The site's time zone.</summary>
    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [Parameter]
    public string? UserId { get; set; }

    [Parameter]
    public bool MayCommand { get; set; }

    [Parameter]
    public bool GoingTo { get; set; }

    [Parameter]
    public EventCallback GoTo { get; set; }

    [Inject]
    private VehicleCommands Commands { get; set; } = null!;

    private LinkState Link => VehicleWords.Freshness(View, Now);

    public void Dispose() => Commands.Changed -= Redraw;

    protected override void OnInitialized() => Commands.Changed += Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
