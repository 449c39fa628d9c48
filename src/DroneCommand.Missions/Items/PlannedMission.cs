using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Items;

/// <summary>One item of a plan's mission.</summary>
/// <param name="Item">What the vehicle is told.</param>
/// <param name="LegIndex">Index in <see cref="Plan.Legs"/> of the leg under way while the vehicle carries it out.</param>
internal readonly record struct ToldItem(MissionItem Item, int LegIndex);

/// <summary>
/// A plan's mission in one autopilot's words. Which leg an item belongs to is noted when the item is made, for an autopilot
/// may be told one thing in several items; and numbers here are those on the autopilot's wire, for not every one has home as
/// its item 0. Immutable.
/// </summary>
public sealed class PlannedMission
{
    private readonly int[] legs;

    internal PlannedMission(Plan plan, MavAutopilot autopilot, IReadOnlyList<ToldItem> told)
    {
        Plan = plan;
        Autopilot = autopilot == MavAutopilot.Px4 ? MavAutopilot.Px4 : MavAutopilot.Ardupilotmega;
        Items = [.. told.Select(each => each.Item)];
        legs = [.. told.Select(each => each.LegIndex)];
        var words = AutopilotOf.Heartbeat(Autopilot, PlanMission.TypeOf(plan.Family));
        FirstSequence = words is { MissionBeginsWithHome: true } ? 1 : 0;
    }

    /// <summary>What the mission carries out.</summary>
    public Plan Plan { get; }

    /// <summary>In whose words it is: PX4's or ArduPilot's.</summary>
    public MavAutopilot Autopilot { get; }

    /// <summary>In their order, home not counted.</summary>
    public IReadOnlyList<MissionItem> Items { get; }

    /// <summary>
    /// The number by which the vehicle names the first item, in MISSION_CURRENT and MISSION_ITEM_REACHED: 1 where home is item
    /// 0, otherwise 0.
    /// </summary>
    public int FirstSequence { get; }

    /// <summary>Index in <see cref="Plan.Legs"/> of the leg under way while the vehicle carries out an item.</summary>
    /// <param name="sequence">The item's number as the vehicle counts; one outside the mission counts as its first or last item.</param>
    public int LegIndexOf(int sequence) => legs[Math.Clamp(sequence - FirstSequence, 0, legs.Length - 1)];

    /// <summary>The last of a leg's items as the vehicle counts; null for a leg during which nothing is told.</summary>
    /// <param name="legIndex">Index in <see cref="Plan.Legs"/>.</param>
    public int? LastSequenceOf(int legIndex) =>
        Array.LastIndexOf(legs, legIndex) is var last and >= 0 ? last + FirstSequence : null;
}
