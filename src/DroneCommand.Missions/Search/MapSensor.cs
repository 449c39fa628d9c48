using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Search;

/// <summary>How far a search's sensor sees, where the map does not tell.</summary>
internal static class MapSensor
{
    private const double UsualMetres = 20;

    /// <summary>The template's range; values that are none are told when the vehicles are looked at.</summary>
    public static double RadiusOf(ShapeTask task)
    {
        var family = task.Vehicles.Count > 0 ? task.Vehicles[0] : default;
        var values = new PlanParameters(task.Template, task.Values, family).Values;
        return values.TryGetValue(SearchWords.Range, out var text) && Numbers.TryParse(text, out var set) && set > 0
            ? set
            : UsualMetres;
    }
}
