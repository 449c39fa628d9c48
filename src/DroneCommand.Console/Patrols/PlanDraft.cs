using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Console.Patrols;

/// <summary>A patrol while somebody plans it: template, vehicle and values, and the plan that follows from them.</summary>
public sealed class PlanDraft(Site site)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public MissionTemplate? Template { get; private set; }

    public VehicleView? Vehicle { get; private set; }

    /// <summary>Null until template and vehicle are chosen.</summary>
    public Plan? Plan { get; private set; }

    public IReadOnlyDictionary<string, string> Values => values;

    private VehicleFamily Family => VehicleWords.Family(Vehicle?.Kind ?? VehicleKind.Copter);

    /// <summary>The parameters that mean something for the chosen vehicle.</summary>
    public IEnumerable<TemplateParameter> Parameters =>
        Template?.Parameters.Where(parameter => parameter.Vehicles.Contains(Family)) ?? [];

    /// <summary>True when the template suits such a vehicle.</summary>
    public static bool Suits(MissionTemplate template, VehicleView vehicle) =>
        template.Vehicles.Contains(VehicleWords.Family(vehicle.Kind));

    /// <summary>Changes template or vehicle. Values start from the defaults, unless they are given.</summary>
    public void Choose(
        MissionTemplate? template,
        VehicleView? vehicle,
        IReadOnlyDictionary<string, string>? given = null
    )
    {
        (Template, Vehicle) = (template, vehicle);
        values.Clear();
        foreach (var parameter in Parameters)
        {
            values[parameter.Name] = given?.GetValueOrDefault(parameter.Name) ?? parameter.DefaultFor(Family);
        }

        Replan();
    }

    public void Set(string parameter, string value)
    {
        values[parameter] = value;
        Replan();
    }

    /// <summary>The site features that a parameter may name.</summary>
    public IReadOnlyList<string> FeatureNames(TemplateParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var features = site.FeaturesFor(parameter.FeatureKind);
        return [ParameterNames.Auto, .. features.Where(feature => feature.Fits(Family)).Select(each => each.Name)];
    }

    private void Replan() =>
        Plan =
            Template is { } template && Vehicle is { } vehicle
                ? MissionPlanner.Plan(template, values, site, VehicleClass.Of(Family), HomeOf(vehicle))
                : null;

    /// <summary>The home that the vehicle reports, or else its dock; without either the planner says what is missing.</summary>
    private GeoPoint HomeOf(VehicleView vehicle) =>
        vehicle.Home
        ?? site.FindDock(vehicle.DockName ?? "")?.Position
        ?? vehicle.Position
        ?? new GeoPoint(double.NaN, double.NaN);
}
