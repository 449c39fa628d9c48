using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>A mission template as its planner wrote it, checked.</summary>
public sealed record MissionTemplate
{
    /// <summary>File name without its ending.</summary>
    public required string Id { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The planner's own version of the file, from 1.</summary>
    public required int Version { get; init; }

    public required MissionKind Kind { get; init; }

    /// <summary>One or two sentences for the list of templates.</summary>
    public required string Summary { get; init; }

    /// <summary>The families of vehicles that it suits; never empty.</summary>
    public required IReadOnlyList<VehicleFamily> Vehicles { get; init; }

    /// <summary>In the file's order.</summary>
    public required IReadOnlyList<TemplateParameter> Parameters { get; init; }

    public required TemplateLimits Limits { get; init; }

    public TemplateRequirements Requires { get; init; } = TemplateRequirements.None;

    public TemplateRoute Route { get; init; } = TemplateRoute.Default;

    public TemplateActions Actions { get; init; } = TemplateActions.None;

    public TemplateFailures OnFailure { get; init; } = TemplateFailures.Default;

    public TemplateCamera Camera { get; init; } = new();

    /// <summary>Null leaves privacy zones to the person at the camera.</summary>
    public TemplatePrivacy? Privacy { get; init; }

    /// <summary>What the file says, as hex digits: another one means another template. The version does not count.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>By what a plan of it is told from those of its other versions.</summary>
    public TemplateStamp Stamp => new(Version, ContentHash);

    /// <summary>Where the file gives its version.</summary>
    internal TemplatePlace VersionAt { get; init; } = new("", 0, 0);

    /// <summary>What its missions are for.</summary>
    public MissionGroup Group => MissionKinds.Of(Kind).Group;

    public TemplateParameter? Find(string parameter) => Parameters.FirstOrDefault(p => p.Name == parameter);
}

/// <summary>A place in a template's file.</summary>
internal sealed record TemplatePlace(string File, int Line, int Column);

/// <summary>The type of a parameter's value.</summary>
public enum ParameterType
{
    Number,

    /// <summary>A number without fraction.</summary>
    Whole,

    /// <summary>One word of a list.</summary>
    Choice,

    /// <summary>The name of a feature of the site, or 'auto'.</summary>
    Feature,
}

/// <summary>One parameter of a template.</summary>
public sealed record TemplateParameter
{
    /// <summary>The word by which it is set.</summary>
    public required string Name { get; init; }

    public required ParameterType Type { get; init; }

    /// <summary>'m above home', 'm/s', 'm', '%', '°', 'laps', 'passes'; empty for words.</summary>
    public required string Unit { get; init; }

    /// <summary>Lowest value; null for words.</summary>
    public double? Min { get; init; }

    /// <summary>Highest value; null for words.</summary>
    public double? Max { get; init; }

    /// <summary>The words of a <see cref="ParameterType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The kind of site feature that a <see cref="ParameterType.Feature"/> names, as site files write it.</summary>
    public string FeatureKind { get; init; } = "";

    /// <summary>One sentence for the form.</summary>
    public required string Help { get; init; }

    /// <summary>The value that each family of vehicles starts from, as text.</summary>
    public required IReadOnlyDictionary<VehicleFamily, string> Defaults { get; init; }

    /// <summary>The families for which it means something; the form hides it for others.</summary>
    public required IReadOnlyList<VehicleFamily> Vehicles { get; init; }

    /// <summary>The value to start from for such a vehicle.</summary>
    public string DefaultFor(VehicleFamily family) => Defaults.GetValueOrDefault(family, "");
}
