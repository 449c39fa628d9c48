namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of responses to something that happened.</summary>
internal static class ResponseKinds
{
    public static IReadOnlyList<MissionKindDefinition> All { get; } = [];
}
