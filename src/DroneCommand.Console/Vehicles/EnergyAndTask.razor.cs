using System.Globalization;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Vehicles;

/// <summary>Can it get home, and how far is its task: battery with the mark of what the way home needs, and progress.</summary>
public sealed partial class EnergyAndTask
{
    private const double ThinMargin = 8;

    [Parameter, EditorRequired]
    public VehicleView View { get; set; } = null!;

    private string Volts => View.BatteryVolts is { } volts ? $" · {Show.Number(volts)} V" : "";

    private string BatteryTone =>
        View switch
        {
            { BatteryPercent: { } has, HomeNeedsPercent: { } needs } when has <= needs => "critical",
            { BatteryPercent: { } has, HomeNeedsPercent: { } needs } when has <= needs + ThinMargin => "warning",
            _ => "ready",
        };

    private string BatteryText =>
        View.BatteryPercent is null
            ? "not known"
            : $"{Show.Number(View.BatteryPercent, "0")} percent"
                + (View.HomeNeedsPercent is { } needs ? $", home needs {Show.Number(needs, "0")}" : "");

    private bool KeepsToPlan =>
        View.Status is VehicleStatus.Preparing or VehicleStatus.OnTask or VehicleStatus.Holding
        || ModeMeanings.Of(View.Mode) == ModeMeaning.Mission;

    private static string Percent(double? value) =>
        Math.Clamp(value ?? 0, 0, 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>What is left counts while the mission flies or waits: on a return of its own the plan's time means nothing.</summary>
    private string Legs(TaskProgress task)
    {
        var leg = task.Leg > 0 ? $"leg {task.Leg}/{task.Legs}" : "";
        var left = KeepsToPlan && task.Remaining is { } remaining ? $"{Show.Duration(remaining)} left" : "";
        return leg.Length > 0 && left.Length > 0 ? $"{leg} · {left}" : leg + left;
    }
}
