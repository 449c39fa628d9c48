using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Console.Patrols;

/// <summary>A patrol while somebody plans it: template, vehicles and values. What is to be planned follows from them.</summary>
public sealed class PlanDraft(Site site)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<VehicleView> vehicles = [];

    public MissionTemplate? Template { get; private set; }

    /// <summary>In the order in which they were chosen.</summary>
    public IReadOnlyList<VehicleView> Vehicles => vehicles;

    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The parameters that mean something for the chosen vehicles, the ground first.</summary>
    public IEnumerable<TemplateParameter> Parameters =>
        (Template?.Parameters ?? [])
            .Where(parameter => parameter.Vehicles.Intersect(Families).Any())
            .OrderByDescending(parameter => parameter.Type == ParameterType.Feature);

    /// <summary>The values to plan with: one that differs by kind of vehicle is left to each until somebody changes it.</summary>
    public IReadOnlyDictionary<string, string> Given =>
        Parameters
            .Where(parameter => !IsLeftToEach(parameter))
            .ToDictionary(parameter => parameter.Name, parameter => values[parameter.Name]);

    /// <summary>What must be drawn first; null when nothing must.</summary>
    public TemplateParameter? Undrawn => Parameters.FirstOrDefault(parameter => values[parameter.Name].Length == 0);

    /// <summary>What is to be planned; null until template, vehicles and ground are chosen.</summary>
    public SiteTask? Task =>
        Template is { } template && vehicles.Count > 0 && Undrawn is null
            ? new SiteTask(
                template,
                Given,
                site,
                [.. vehicles.Select(view => new TeamMember(VehicleClass.Of(FamilyOf(view)), HomeOf(view)))]
            )
            : null;

    private IReadOnlyList<VehicleFamily> Families =>
        vehicles.Count > 0 ? [.. vehicles.Select(FamilyOf).Distinct()] : [Template?.Vehicles[0] ?? default];

    /// <summary>True when the template suits such a vehicle.</summary>
    public static bool Suits(MissionTemplate template, VehicleView vehicle)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(vehicle);
        return MissionDesk.FamilyOf(vehicle.Kind) is { } family && template.Vehicles.Contains(family);
    }

    /// <summary>What can be drawn for a parameter: 'area', 'line', 'point'.</summary>
    public static string ShapeOf(TemplateParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.FeatureKind switch
        {
            "line" => "line",
            "place" => "point",
            _ => "area",
        };
    }

    /// <summary>Changes the template. Values start from its defaults, unless they are given; a drawing is kept where it fits.</summary>
    public void Choose(MissionTemplate? template, IReadOnlyDictionary<string, string>? given = null)
    {
        var drawn = Template
            ?.Parameters.Where(parameter => DrawnPlaces.Parse(values.GetValueOrDefault(parameter.Name, "")) is not null)
            .ToDictionary(ShapeOf, parameter => values[parameter.Name]);
        Template = template;
        vehicles.RemoveAll(view => template is null || !Suits(template, view));
        values.Clear();
        foreach (var parameter in template?.Parameters ?? [])
        {
            var kept = parameter.Type == ParameterType.Feature ? drawn?.GetValueOrDefault(ShapeOf(parameter)) : null;
            values[parameter.Name] = given?.GetValueOrDefault(parameter.Name) ?? kept ?? DefaultOf(parameter);
        }
    }

    /// <summary>Takes a vehicle into the team or out of it; defaults follow the team's first vehicle.</summary>
    public void Toggle(VehicleView vehicle)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        var untouched = Template
            ?.Parameters.Where(parameter => values[parameter.Name] == DefaultOf(parameter))
            .ToList();
        if (vehicles.RemoveAll(each => each.VehicleId == vehicle.VehicleId) == 0)
        {
            vehicles.Add(vehicle);
        }

        foreach (var parameter in untouched ?? [])
        {
            values[parameter.Name] = DefaultOf(parameter);
        }
    }

    public void Set(string parameter, string value) => values[parameter] = value;

    /// <summary>The site features that a parameter may name.</summary>
    public IReadOnlyList<string> FeatureNames(TemplateParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return
        [
            ParameterNames.Auto,
            .. site.FeaturesFor(parameter.FeatureKind)
                .Where(feature => Families.All(feature.Fits))
                .Select(each => each.Name)
                .Distinct(),
        ];
    }

    /// <summary>The places that a parameter names or that were drawn for it; empty for 'auto'.</summary>
    public IReadOnlyList<GeoPoint> PlacesOf(TemplateParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var value = values[parameter.Name];
        return DrawnPlaces.Parse(value)?.Places
            ?? site.FeaturesFor(parameter.FeatureKind).FirstOrDefault(feature => feature.Name == value)?.Points
            ?? [];
    }

    private string DefaultOf(TemplateParameter parameter)
    {
        var family = Families.FirstOrDefault(parameter.Vehicles.Contains, parameter.Vehicles[0]);
        return parameter.DefaultFor(family);
    }

    private bool IsLeftToEach(TemplateParameter parameter) =>
        values[parameter.Name] == DefaultOf(parameter)
        && Families.Where(parameter.Vehicles.Contains).Select(parameter.DefaultFor).Distinct().Count() > 1;

    private static VehicleFamily FamilyOf(VehicleView view) => MissionDesk.FamilyOf(view.Kind) ?? default;

    /// <summary>The home that the vehicle reports, or else its dock; without either the planner says what is missing.</summary>
    private GeoPoint? HomeOf(VehicleView vehicle) =>
        vehicle.Home ?? site.FindDock(vehicle.DockName ?? "")?.Position ?? vehicle.Position;
}
