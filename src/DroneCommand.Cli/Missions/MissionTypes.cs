using System.CommandLine;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Cli.Missions;

/// <summary>The option --type of the mission verbs, and the words for what it chooses.</summary>
internal static class MissionTypes
{
    private static readonly MavMissionType[] All = [MavMissionType.Mission, MavMissionType.Fence, MavMissionType.Rally];

    public static Option<string> CreateOption() =>
        new("--type")
        {
            Description = "mission, fence, rally, or all of them",
            HelpName = "TYPE",
            DefaultValueFactory = _ => "mission",
        };

    /// <exception cref="FormatException">It is no type.</exception>
    public static IReadOnlyList<MavMissionType> Read(string text) =>
        text.ToUpperInvariant() switch
        {
            "MISSION" => [MavMissionType.Mission],
            "FENCE" => [MavMissionType.Fence],
            "RALLY" => [MavMissionType.Rally],
            "ALL" => All,
            _ => throw new FormatException($"--type '{text}' is not mission, fence, rally or all"),
        };

    public static string Name(MavMissionType type) =>
        type switch
        {
            MavMissionType.Mission => "mission",
            MavMissionType.Fence => "fence",
            _ => "rally points",
        };

    /// <summary>'mission of 3 items'.</summary>
    public static string Count(MavMissionType type, int items) =>
        FormattableString.Invariant($"{Name(type)} of {items} item{(items == 1 ? "" : "s")}");

    /// <summary>What may be flown now, for people.</summary>
    public static string Held(HeldPlan held, MavMissionType type) =>
        held switch
        {
            HeldPlan.Old => $"the vehicle holds its {Name(type)} of before",
            HeldPlan.New => $"the vehicle holds the new {Name(type)}",
            HeldPlan.Neither =>
                $"the vehicle holds a {Name(type)} that is neither its old one nor this one: do not fly it",
            _ => $"which {Name(type)} the vehicle holds is not known: read it back before it flies",
        };
}
