using System.Globalization;
using System.Text;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Tests;

/// <summary>A plan as text, one fact a line, for snapshots.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        Line(text, $"{plan.TemplateName} on {plan.SiteId} for a {plan.Vehicle.Name} from {plan.Home}");
        Line(text, $"parameters: {string.Join(", ", plan.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))}");
        Line(text, $"length {plan.LengthMetres:F1} m, duration {plan.Duration.TotalSeconds:F1} s");
        Line(
            text,
            $"energy {plan.EnergyWh:F2} Wh = {plan.EnergyPercent:F2} %, reserve {plan.ReservePercent} %, wind {plan.WindMps} m/s"
        );
        foreach (var leg in plan.Legs)
        {
            Line(
                text,
                $"{leg.Number, 2} {leg.Kind, -8} to {leg.To.Position} at {leg.To.Altitude.Metres:F1} m: {leg.LengthMetres:F1} m, {leg.SpeedMps} m/s, {leg.Duration.TotalSeconds:F1} s, {leg.EnergyWh:F3} Wh"
            );
        }

        foreach (var item in plan.IsFlyable ? plan.ToMissionItems() : [])
        {
            Line(
                text,
                $"item {item.Command} {item.Frame} {item.Position} {item.AltitudeMetres} [{item.Param1} {item.Param2} {item.Param3} {item.Param4}]"
            );
        }

        if (ZoneMask.Told(plan.Masks) is { } masked)
        {
            Line(text, $"{masked}");
        }

        foreach (var problem in plan.Problems)
        {
            Line(text, $"problem {problem.Code}: {problem.Reason}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
