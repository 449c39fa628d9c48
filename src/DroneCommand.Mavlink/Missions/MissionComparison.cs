using System.Globalization;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Compares a plan with what a vehicle gave back, within the wire's and the vehicle's rounding.</summary>
internal static class MissionComparison
{
    // About 5 cm, twice what was seen to change on the way through real autopilots.
    private const double Degrees = 5e-7;
    private const double Metres = 0.02;
    private const double Parameters = 1e-3;

    /// <summary>Null when they agree, else the first difference, for people.</summary>
    public static string? Difference(
        IReadOnlyList<MissionItem> expected,
        IReadOnlyList<MissionItem> held,
        MavMissionType type,
        IAutopilot autopilot
    )
    {
        if (expected.Count != held.Count)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"it holds {held.Count} items instead of {expected.Count}"
            );
        for (var i = 0; i < expected.Count; i++)
            if (Difference(autopilot.AsStored(expected[i], type), autopilot.AsStored(held[i], type)) is { } what)
                return string.Create(CultureInfo.InvariantCulture, $"item {i + 1}: {what}");
        return null;
    }

    private static string? Difference(MissionItem expected, MissionItem held)
    {
        if (expected.Command != held.Command)
            return $"{held.Command} instead of {expected.Command}";
        if (Reference(expected.Frame) != Reference(held.Frame))
            return $"altitude in {held.Frame} instead of {expected.Frame}";
        if ((expected.Position, held.Position) is ({ } a, { } b))
        {
            if (
                Math.Abs(a.LatitudeDeg - b.LatitudeDeg) > Degrees
                || Math.Abs(a.LongitudeDeg - b.LongitudeDeg) > Degrees
            )
                return $"at {b} instead of {a}";
        }
        else if (expected.Position != null || held.Position != null)
            return held.Position == null ? "it has no place" : $"it has the place {held.Position}";
        if (expected.Param5 != held.Param5 || expected.Param6 != held.Param6)
            return "its parameter 5 or 6 differs";
        if (Math.Abs(expected.AltitudeMetres - held.AltitudeMetres) > Metres)
            return FormattableString.Invariant(
                $"{held.AltitudeMetres:0.##} m instead of {expected.AltitudeMetres:0.##} m"
            );
        return Parameter(1, expected.Param1, held.Param1)
            ?? Parameter(2, expected.Param2, held.Param2)
            ?? Parameter(3, expected.Param3, held.Param3)
            ?? Parameter(4, expected.Param4, held.Param4);
    }

    /// <summary>NaN asks for the vehicle's own choice, so whatever it holds is right.</summary>
    private static string? Parameter(int number, float expected, float held) =>
        float.IsNaN(expected) || Math.Abs(expected - held) <= Parameters * Math.Max(1, Math.Abs(expected))
            ? null
            : FormattableString.Invariant($"its parameter {number} is {held} instead of {expected}");

    private static MavFrame Reference(MavFrame frame) =>
        frame switch
        {
            MavFrame.GlobalInt => MavFrame.Global,
            MavFrame.GlobalRelativeAltInt => MavFrame.GlobalRelativeAlt,
            MavFrame.GlobalTerrainAltInt => MavFrame.GlobalTerrainAlt,
            _ => frame,
        };
}
