using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>What a vehicle says during an upload.</summary>
internal abstract record MissionEvent
{
    /// <summary>It asks for an item: by MISSION_REQUEST or MISSION_REQUEST_INT, which are answered alike.</summary>
    public sealed record Asked(int Sequence) : MissionEvent;

    /// <summary>It ends the transfer, or complains in the middle of it.</summary>
    public sealed record Answered(MavMissionResult Result, uint PlanId) : MissionEvent;

    /// <summary>Collects these events for one type of mission, as far as they are meant for us.</summary>
    public static MessageWaiter<MissionEvent> Expect(VehicleConnection connection, MavMissionType type)
    {
        var waiter = connection.ExpectEvents<MissionEvent>();
        connection.Also<MissionRequest, MissionEvent>(
            waiter,
            m =>
                m.MissionType == type && connection.IsForUs(m.TargetSystem, m.TargetComponent) ? new Asked(m.Seq) : null
        );
        connection.Also<MissionRequestInt, MissionEvent>(
            waiter,
            m =>
                m.MissionType == type && connection.IsForUs(m.TargetSystem, m.TargetComponent) ? new Asked(m.Seq) : null
        );
        connection.Also<MissionAck, MissionEvent>(
            waiter,
            m =>
                m.MissionType == type && connection.IsForUs(m.TargetSystem, m.TargetComponent)
                    ? new Answered(m.Type, m.OpaqueId)
                    : null
        );
        return waiter;
    }
}
