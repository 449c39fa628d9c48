using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// The one shape and colour of a severity (triangle, square, diamond, circle; dashed ring for missing), so that it reads
/// without colour.
/// </summary>
public sealed partial class SeverityMark
{
    /// <summary>Null: nothing is wrong, the status colours a circle.</summary>
    [Parameter]
    public Severity? Severity { get; set; }

    [Parameter]
    public VehicleStatus Status { get; set; } = VehicleStatus.OnTask;

    private string Shape =>
        Missing
            ? "ring"
            : Severity switch
            {
                Fleet.Vehicles.Severity.Critical => "triangle",
                Fleet.Vehicles.Severity.Error => "square",
                Fleet.Vehicles.Severity.Warning => "diamond",
                _ => "circle",
            };

    /// <summary>A vehicle that nobody hears looks missing, whatever else is wrong with it.</summary>
    private bool Missing => Status == VehicleStatus.Missing;

    private string Tone =>
        !Missing && Severity is { } severity and > Fleet.Vehicles.Severity.Info
            ? VehicleWords.Tone(severity)
            : VehicleWords.Tone(Status);

    private string Label =>
        !Missing && Severity is { } severity ? VehicleWords.Name(severity) : VehicleWords.Name(Status);
}
