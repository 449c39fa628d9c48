using DroneCommand.Console.Shell;
using DroneCommand.Missions.Plans;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Patrols;

/// <summary>A plan in numbers, and what is wrong with it.</summary>
public sealed partial class PlanFacts
{
    [Parameter, EditorRequired]
    public Plan Plan { get; set; } = null!;

    /// <summary>What the chosen vehicle has now, percent.</summary>
    [Parameter]
    public double? BatteryPercent { get; set; }

    private (string Number, string Unit) Length
    {
        get
        {
            var parts = Show.Length(Plan.LengthMetres).Split(' ');
            return (parts[0], parts[1]);
        }
    }

    private string Battery =>
        BatteryPercent is { } has
            ? $" The vehicle has {Show.Number(has, "0")} % now and keeps {Show.Number(Plan.ReservePercent, "0")} % in reserve."
            : $" {Show.Number(Plan.ReservePercent, "0")} % stay in reserve.";
}
