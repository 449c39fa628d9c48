using DroneCommand.Console.Shell;
using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace DroneCommand.Console.Live;

/// <summary>Asks once more before a go-to is sent, with its height, and shows how it ended. Give it a key by target.</summary>
public sealed partial class GoToCard
{
    private const double LowestMetres = 2;
    private const double UsualMetres = 40;

    private ElementReference confirm;
    private double altitude;
    private bool waiting;
    private CommandOutcome? outcome;

    [Parameter, EditorRequired]
    public VehicleView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public GeoPoint Target { get; set; }

    /// <summary>True to stand at the map's top, so that it does not cover its own target.</summary>
    [Parameter]
    public bool Above { get; set; }

    /// <summary>The site's altitude limit, metres above home.</summary>
    [Parameter]
    public double CeilingMetres { get; set; } = 120;

    /// <summary>Cancelled, or done and closed.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private VehicleCommands Commands { get; set; } = null!;

    private bool OnGround => VehicleWords.IsOnGround(View.Kind);

    private string Distance =>
        View.Position is { } from ? $", {Show.Length(Geodesic.Distance(from, Target))} away" : "";

    protected override void OnInitialized()
    {
        var present = View.AboveHome?.Metres ?? UsualMetres;
        altitude = Math.Clamp(Math.Round(present < LowestMetres ? UsualMetres : present), LowestMetres, CeilingMetres);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await BrowserModules.Quietly(async () => await confirm.FocusAsync(preventScroll: true));
        }
    }

    private async Task Confirm()
    {
        if (waiting)
        {
            return;
        }

        (waiting, outcome) = (true, null);
        AltitudeAboveHome? height = OnGround ? null : new AltitudeAboveHome(altitude);
        var where = OnGround ? $"Go to {Target}" : $"Go to {Target} at {Show.Number(altitude, "0")} m above home";
        outcome = await Commands.Send(
            View.VehicleId,
            Guid.NewGuid(),
            where,
            (grain, request) => grain.GoTo(request, Target, height)
        );
        waiting = false;
        if (outcome.Kind == OutcomeKind.Done)
        {
            await Closed.InvokeAsync();
        }
    }

    private Task Keyed(KeyboardEventArgs key) => key.Key == "Escape" ? Closed.InvokeAsync() : Task.CompletedTask;
}
