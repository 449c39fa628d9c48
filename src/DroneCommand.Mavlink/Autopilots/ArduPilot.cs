using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>What ArduPilot's kinds of vehicle have in common.</summary>
public abstract class ArduPilot : IAutopilot
{
    private readonly ModeNames _modes;

    private protected ArduPilot(ModeNames modes) => _modes = modes;

    public abstract string Name { get; }

    public abstract bool Flies { get; }

    public abstract IReadOnlyList<uint> HoldModes { get; }

    public abstract uint ReturnMode { get; }

    public abstract uint? LandMode { get; }

    public abstract uint MissionMode { get; }

    public abstract uint GuidedMode { get; }

    public bool MissionBeginsWithHome => true;

    public string ModeName(uint customMode) => _modes[customMode];

    public uint? ModeNumber(string name) => _modes.Number(name);

    public abstract IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits);

    /// <summary>
    /// Items come back with altitudes in whole centimetres, whole seconds, and the frame only where there is a place;
    /// fences without altitudes.
    /// </summary>
    public MissionItem AsStored(MissionItem item, MavMissionType type)
    {
        if (type == MavMissionType.Fence)
            return item with { Frame = MavFrame.Global, AltitudeMetres = 0 };
        var frame = CommandTable.HasLocation(item.Command) ? item.Frame : MavFrame.Global;
        return item with
        {
            Frame = frame,
            AltitudeMetres = Math.Round(item.AltitudeMetres, 2),
            Param1 = item.Command == MavCmd.NavWaypoint ? MathF.Truncate(item.Param1) : item.Param1,
        };
    }

    private protected static IEnumerable<ParameterCheck> BatteryChecks() =>
        [
            new("battery failsafe", [new("BATT_FS_LOW_ACT")], v => v == 0 ? "a low battery does nothing" : null),
            new("battery monitor", [new("BATT_MONITOR")], v => v == 0 ? "the battery is not measured" : null),
        ];

    private protected static ParameterCheck OwnSystemId(FailsafeLimits limits) =>
        new(
            "ground station id",
            [new("MAV_GCS_SYSID"), new("SYSID_MYGCS")],
            v => v == limits.GroundSystemId ? null : $"it minds system {v:0}, not this server ({limits.GroundSystemId})"
        );

    private protected static IEnumerable<ParameterCheck> FenceChecks(FailsafeLimits limits)
    {
        if (!limits.NeedsFence)
            yield break;
        yield return new("fence", [new("FENCE_ENABLE")], v => v == 0 ? "the fence is off" : null);
        yield return new(
            "fence action",
            [new("FENCE_ACTION")],
            v => v == 0 ? "leaving the fence is only reported" : null
        );
        yield return new(
            "fence type",
            [new("FENCE_TYPE")],
            v => ((int)v & PolygonFence) == 0 ? "the site's boundary is not part of it" : null
        );
    }

    private const int PolygonFence = 4;
}
