using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>
/// What differs between autopilots and kinds of vehicle: mode numbers and names, the modes that hold or return, how
/// missions are stored, which parameters govern the failsafes. Immutable.
/// </summary>
public interface IAutopilot
{
    /// <summary>For people: 'ArduPilot Copter'.</summary>
    string Name { get; }

    /// <summary>Leaves the ground.</summary>
    bool Flies { get; }

    /// <summary>Modes that stop it where it is, best first; the next is tried where one is refused.</summary>
    IReadOnlyList<uint> HoldModes { get; }

    uint ReturnMode { get; }

    /// <summary>Null for what stands on the ground already, or cannot land where it is: it holds instead.</summary>
    uint? LandMode { get; }

    /// <summary>Follows the stored mission.</summary>
    uint MissionMode { get; }

    /// <summary>Goes where it is told; the mode that it is armed in before a mission.</summary>
    uint GuidedMode { get; }

    /// <summary>Item 0 of a stored mission is the home position and no item of the mission.</summary>
    bool MissionBeginsWithHome { get; }

    /// <summary>
    /// Each item of an upload takes effect when it arrives. False for one that keeps the old mission until the new one is
    /// complete.
    /// </summary>
    bool KeepsMissionItemsAsTheyCome => false;

    /// <summary>
    /// How many items of a download may be asked for at once. 1 for one that gives them in their order only, as PX4 does.
    /// </summary>
    int ItemsAtOnce => 1;

    /// <summary>It takes and gives plans as files, where it has files.</summary>
    bool HasPlanFiles => false;

    /// <summary>The mode's name as the autopilot's people write it; 'MODE 99' for an unknown one.</summary>
    string ModeName(uint customMode);

    /// <summary>The number of a mode by that name, whatever its case; null for an unknown one.</summary>
    uint? ModeNumber(string name);

    /// <summary>The modes that it is known to have; a vehicle that offers AVAILABLE_MODES knows better.</summary>
    IReadOnlyList<VehicleMode> Modes { get; }

    /// <summary>The command that puts it into a mode. Repeating it changes nothing.</summary>
    CommandLongRequest SetMode(uint customMode);

    /// <summary>Makes the item what the vehicle will give back for it, as far as its storage changes it.</summary>
    MissionItem AsStored(MissionItem item, MavMissionType type);

    /// <summary>Under which names <c>Parameters/parameters.facts</c> has its parameters, the closest first.</summary>
    IReadOnlyList<string> ParameterSets { get; }

    /// <summary>The settings that must hold before it is armed without a pilot at hand.</summary>
    IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits);
}
