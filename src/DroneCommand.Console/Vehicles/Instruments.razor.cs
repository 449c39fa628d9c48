using System.Globalization;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Vehicles;

/// <summary>The numbers of a vehicle with unit and reference; all of them look old when the link is.</summary>
public sealed partial class Instruments
{
    [Parameter, EditorRequired]
    public VehicleView View { get; set; } = null!;

    /// <summary>Server time of this drawing.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    private LinkState Link => VehicleWords.Freshness(View, Now);

    private bool Old => Link is not LinkState.Live;

    private string LinkClass => Link is LinkState.Live ? "" : "link-old";

    /// <summary>'0.2' and 's ago', so that number and unit are set apart as in the other instruments.</summary>
    private (string Number, string Unit) LinkAge
    {
        get
        {
            if (View.LastHeard is not { } heard)
            {
                return (Show.Unknown, "never heard");
            }

            var parts = Show.Age(Now - heard).Split(' ');
            return (parts[0], parts[1] + " ago");
        }
    }

    private string Place =>
        View.Position is { } at
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Abs(at.LatitudeDeg):F5} {(at.LatitudeDeg < 0 ? 'S' : 'N')} {Math.Abs(at.LongitudeDeg):F5} {(at.LongitudeDeg < 0 ? 'W' : 'E')}{Height}"
            )
            : Show.Unknown;

    private string Height => View.Amsl is { } amsl ? $" · {Show.Number(amsl.Metres, "0")} m AMSL" : "";

    private string Gps =>
        View.GpsFix.Length == 0 ? Show.Unknown
        : View.Satellites is { } count ? $"{View.GpsFix}, {count} sat."
        : View.GpsFix;
}
