using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>
/// A template's keys. The reader, its messages and the JSON Schema come from this one declaration; what a kind's parameters
/// are comes from <see cref="ParameterGrammar"/>.
/// </summary>
internal static class TemplateGrammar
{
    /// <summary>The only version of the format.</summary>
    public const int FormatVersion = 1;

    private const int LatestVersion = 100_000;

    private static readonly Field<double> Format = new(
        "format",
        new Plain(FormatVersion, FormatVersion),
        "the version of the format: 1",
        Required: true
    );
    private static readonly Field<double> Version = new(
        "version",
        new Plain(1, LatestVersion, whole: true),
        "your own version of the file, raised with each change",
        Required: true
    );

    public static Field<MissionKind> Kind { get; } =
        new(
            "kind",
            new Choice<MissionKind>(
                "a kind of mission",
                [.. MissionKinds.Names.Select(n => (n, MissionKinds.Parse(n)!.Value))]
            ),
            "what sort of route it is",
            Required: true
        );

    private static readonly Field<string> Name = new("name", TemplateWords.Line, "as people call it", Required: true);
    private static readonly Field<string> Summary = new(
        "summary",
        TemplateWords.Line,
        "one or two sentences for the list of templates",
        Required: true
    );

    public static Field<IReadOnlyList<VehicleFamily>> Vehicles { get; } =
        new(
            "vehicles",
            new ListOf<VehicleFamily>(
                new Choice<VehicleFamily>(
                    "a kind of vehicle",
                    [.. VehicleFamilies.Names.Select(n => (n, VehicleFamilies.Parse(n)!.Value))]
                ),
                "a list such as [copter, rover]",
                1,
                VehicleFamilies.Names.Count
            ),
            "the vehicles that it suits",
            Required: true
        );

    /// <summary>Read by the kind's own grammar; here for the list of keys.</summary>
    public static Field<YamlMap> Parameters { get; } =
        new("parameters", new AnyBlock(), "what an operator may set, as the kind has it", Required: true);

    /// <summary>Every key of a template, in the order in which templates have them.</summary>
    public static IReadOnlyList<IField> Fields { get; } =
    [
        Format,
        Version,
        Kind,
        Name,
        Summary,
        Vehicles,
        Parameters,
        RuleGrammar.Requires,
        RuleGrammar.Route,
        ActionGrammar.Actions,
        RuleGrammar.Limits,
        RuleGrammar.OnFailure,
        CameraGrammar.Camera,
        CameraGrammar.Privacy,
    ];

    /// <summary>A template whose id and parameters are still to come.</summary>
    public static Block<MissionTemplate> Root { get; } = new("a template", Build, Fields);

    private static MissionTemplate Build(FieldValues v) =>
        new()
        {
            Id = "",
            Name = v.Of(Name),
            Version = (int)v.Of(Version),
            Kind = v.Of(Kind),
            Summary = v.Of(Summary),
            Vehicles = [.. v.Of(Vehicles).Distinct()],
            Parameters = [],
            Requires = v.Or(RuleGrammar.Requires, TemplateRequirements.None),
            Route = v.Or(RuleGrammar.Route, TemplateRoute.Default),
            Actions = v.Or(ActionGrammar.Actions, TemplateActions.None),
            Limits = v.Or(RuleGrammar.Limits, TemplateLimits.None),
            OnFailure = v.Or(RuleGrammar.OnFailure, TemplateFailures.Default),
            Camera = v.Or(CameraGrammar.Camera, new TemplateCamera()),
            Privacy = v.Has(CameraGrammar.Privacy) ? v.Of(CameraGrammar.Privacy) : null,
        };
}
