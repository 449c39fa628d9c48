using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>
/// What may go from a vehicle to another ground station: everything, messages that the dialect does not have too, but what
/// is said to somebody else. A station would take the answer to our command for its own, and answer the vehicle's request
/// for our mission with its items. Pure.
/// </summary>
public static class VehicleRules
{
    /// <param name="frame">Of any component of the vehicle.</param>
    /// <param name="stationSystem">Whom it would go to; 0 while that station has not said its system id.</param>
    public static bool Passes(in FrameView frame, byte stationSystem)
    {
        // A vehicle has no reason to send keys, and whoever listens none to get them.
        if (frame.MessageId == MessageIds.SetupSigning)
            return false;
        var (system, _) = FrameTargets.Of(frame);
        return system == 0 || system == stationSystem;
    }
}
