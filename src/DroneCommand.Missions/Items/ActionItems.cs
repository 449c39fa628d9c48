using DroneCommand.Mavlink.Missions;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Items;

/// <summary>What is done at places of a route, in MAVLink's words.</summary>
internal static class ActionItems
{
    /// <summary>The item that makes a vehicle do it; stays and orbits are part of their waypoint.</summary>
    public static MissionItem Of(PlanAction action) =>
        action switch
        {
            ChangeSpeed speed => MissionItem.ChangeSpeed(speed.MetresPerSecond),
            LookAt look => MissionItem.LookAt(look.Target, look.Altitude),
            LookAhead => MissionItem.LookAhead(),
            PointCamera camera => MissionItem.PointCamera(camera.PitchDeg, camera.YawDeg),
            TakePhoto => MissionItem.TakePhoto(),
            TriggerEvery trigger => MissionItem.TriggerEvery(trigger.Metres),
            StartVideo => MissionItem.StartVideo(),
            StopVideo => MissionItem.StopVideo(),
            Face face => MissionItem.Face(face.HeadingDeg),
            _ => throw new InvalidOperationException($"{action} is no item of its own."),
        };
}
