using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Search;

/// <summary>How far a search's sensor sees, where the map does not tell or shall not.</summary>
internal static class MapSensor
{
    /// <summary>Half of a camera's field of view across, degrees: 33 m to either side from 80 m.</summary>
    private const double HalfViewDeg = 22.5;

    /// <summary>The radius that was set, or else what the camera sees from the template's altitude.</summary>
    public static (double Metres, bool IsGiven) RadiusOf(ShapeTask task)
    {
        var values = new PlanParameters(
            task.Template,
            task.Values,
            task.Vehicles.Count > 0 ? task.Vehicles[0] : default
        );
        var set = Number(values, ParameterNames.DetectionRadius);
        var seen = Math.Tan(HalfViewDeg * Math.PI / 180) * Number(values, ParameterNames.Altitude);
        return set > 0 ? (set, true) : (Math.Max(seen, 1), false);
    }

    /// <summary>Values that are none are told when the vehicles are looked at.</summary>
    private static double Number(PlanParameters values, string name) =>
        values.Values.TryGetValue(name, out var text) && Templates.Numbers.TryParse(text, out var number) ? number : 0;
}
