using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Kinds;

/// <summary>A parameter as a kind of mission understands it: a template may narrow it, never widen it.</summary>
internal sealed record KnownParameter(
    string Name,
    ParameterType Type,
    string Unit,
    double Min,
    double Max,
    IReadOnlyList<VehicleFamily> Vehicles
)
{
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What a <see cref="ParameterType.Feature"/> names: 'perimeter', 'area', 'line', 'place', 'building'.</summary>
    public string FeatureKind { get; init; } = "";

    /// <summary>The value where a template does not list the parameter; null when it must.</summary>
    public string? Default { get; init; }

    /// <summary>For the form, where a template does not list the parameter.</summary>
    public string Help { get; init; } = "";

    private static VehicleFamily[] All { get; } = Enum.GetValues<VehicleFamily>();

    /// <summary>What has an altitude.</summary>
    public static IReadOnlyList<VehicleFamily> Flying { get; } =
    [.. All.Where(family => family != VehicleFamily.Rover)];

    public static KnownParameter Altitude { get; } =
        new(ParameterNames.Altitude, ParameterType.Number, "m above home", 2, 500, Flying);

    /// <summary>What the altitude is counted from: <see cref="AboveHome"/>, or the terrain under the vehicle.</summary>
    public static KnownParameter AltitudeAbove { get; } =
        new(ParameterNames.AltitudeAbove, ParameterType.Choice, "", 0, 0, Flying)
        {
            Choices = [AboveHome, AboveTerrain],
            Default = AboveHome,
            Help =
                "What the altitude is counted from. Above terrain the route follows the ground, as far as it is known.",
        };

    public const string AboveHome = "home";
    public const string AboveTerrain = "terrain";

    public static KnownParameter Speed { get; } = new(ParameterNames.Speed, ParameterType.Number, "m/s", 0.2, 30, All);

    public static KnownParameter Laps { get; } = new(ParameterNames.Laps, ParameterType.Whole, "laps", 1, 50, All);

    public static KnownParameter Metres(string name, double min, double max) =>
        new(name, ParameterType.Number, "m", min, max, All);

    public static KnownParameter Number(string name, string unit, double min, double max) =>
        new(name, ParameterType.Number, unit, min, max, All);

    public static KnownParameter Whole(string name, string unit, double min, double max) =>
        new(name, ParameterType.Whole, unit, min, max, All);

    public static KnownParameter Choice(string name, params IReadOnlyList<string> choices) =>
        new(name, ParameterType.Choice, "", 0, 0, All) { Choices = choices };

    /// <summary>Names a feature of the site; templates of shapes need not list it.</summary>
    public static KnownParameter Feature(string name, string kind, string help) =>
        new(name, ParameterType.Feature, "", 0, 0, All)
        {
            FeatureKind = kind,
            Default = ParameterNames.Auto,
            Help = help,
        };

    /// <summary>What a template gets that does not list it.</summary>
    public TemplateParameter WithDefault(IReadOnlyList<VehicleFamily> vehicles) =>
        new()
        {
            Name = Name,
            Type = Type,
            Unit = Unit,
            Min = Type is ParameterType.Number or ParameterType.Whole ? Min : null,
            Max = Type is ParameterType.Number or ParameterType.Whole ? Max : null,
            Choices = Choices,
            FeatureKind = FeatureKind,
            Help = Help,
            Defaults = vehicles.Where(Vehicles.Contains).ToDictionary(family => family, _ => Default!),
            Vehicles = [.. vehicles.Where(Vehicles.Contains)],
        };
}
