namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of missions by their words.</summary>
internal static class MissionKinds
{
    /// <summary>In the order of the lists.</summary>
    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [.. PatrolKinds.All, .. SearchKinds.All, .. SurveyKinds.All, .. ResponseKinds.All];

    private static readonly Dictionary<string, MissionKindDefinition> ByWord = All.ToDictionary(
        definition => definition.Word,
        StringComparer.Ordinal
    );

    private static readonly Dictionary<MissionKind, MissionKindDefinition> ByKind = All.ToDictionary(definition =>
        definition.Kind
    );

    public static IReadOnlyList<string> Names { get; } = [.. ByWord.Keys];

    public static MissionKind? Parse(string word) => ByWord.TryGetValue(word, out var found) ? found.Kind : null;

    public static MissionKindDefinition Of(MissionKind kind) => ByKind[kind];

    /// <summary>The kind's place in <see cref="All"/>.</summary>
    public static int OrderOf(MissionKind kind) => All.TakeWhile(definition => definition.Kind != kind).Count();

    public static string NameOf(MissionKind kind) => ByKind[kind].Word;

    public static IReadOnlyList<KnownParameter> ParametersOf(MissionKind kind) => ByKind[kind].AllParameters;
}
