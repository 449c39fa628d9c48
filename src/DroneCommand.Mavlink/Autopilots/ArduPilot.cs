using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>What ArduPilot's kinds of vehicle have in common.</summary>
public abstract class ArduPilot : IAutopilot
{
    private readonly ModeNames _modes;

    private protected ArduPilot(ModeNames modes, string parameterSet)
    {
        _modes = modes;
        ParameterSets = [parameterSet, "ardupilot"];
    }

    public IReadOnlyList<string> ParameterSets { get; }

    public abstract string Name { get; }

    public abstract bool Flies { get; }

    public abstract IReadOnlyList<uint> HoldModes { get; }

    public abstract uint ReturnMode { get; }

    public abstract uint? LandMode { get; }

    public abstract uint MissionMode { get; }

    public abstract uint GuidedMode { get; }

    public bool MissionBeginsWithHome => true;

    public bool KeepsMissionItemsAsTheyCome => true;

    /// <summary>It answers each request by itself (MissionItemProtocol.cpp).</summary>
    public int ItemsAtOnce => 8;

    public bool HasPlanFiles => true;

    public string ModeName(uint customMode) => _modes[customMode];

    public uint? ModeNumber(string name) => _modes.Number(name);

    public IReadOnlyList<VehicleMode> Modes => _modes.All;

    public CommandLongRequest SetMode(uint customMode) =>
        new(MavCmd.DoSetMode, (float)MavModeFlag.CustomModeEnabled, customMode);

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

    /// <summary>What every kind of vehicle is set by the same parameters for.</summary>
    private protected static IEnumerable<ParameterCheck> CommonChecks(FailsafeLimits limits) =>
        [OwnSystemId(limits), .. BatteryChecks(), .. FenceChecks(limits), .. MountCheck(limits)];

    /// <summary>The ground station failsafe, with what its settings mean that are not good.</summary>
    private protected static ParameterCheck GroundLoss(params (double Setting, string Problem)[] bad) =>
        ParameterCheck.Of(
            "ground station failsafe",
            v => v == 0 ? "losing the server does nothing" : Array.Find(bad, b => b.Setting == v).Problem,
            "FS_GCS_ENABLE"
        );

    private static IEnumerable<ParameterCheck> BatteryChecks() =>
        [
            ParameterCheck.Of("battery monitor", v => v == 0 ? "the battery is not measured" : null, "BATT_MONITOR"),
            ParameterCheck.Of("battery failsafe", v => v == 0 ? "a low battery does nothing" : null, "BATT_FS_LOW_ACT"),
            new(
                "battery failsafe threshold",
                [
                    ["BATT_LOW_VOLT"],
                    ["BATT_LOW_MAH"],
                ],
                v => v.Any(limit => limit > 0) ? null : "no charge or voltage counts as low"
            ),
        ];

    private static ParameterCheck OwnSystemId(FailsafeLimits limits) =>
        ParameterCheck.Of(
            "ground station id",
            v =>
                v == limits.GroundSystemId
                    ? null
                    : FormattableString.Invariant($"it minds system {v:0}, not this server ({limits.GroundSystemId})"),
            "MAV_GCS_SYSID",
            "SYSID_MYGCS"
        );

    private static IEnumerable<ParameterCheck> MountCheck(FailsafeLimits limits) =>
        limits.NeedsMount
            ?
            [
                ParameterCheck.Of(
                    "camera mount",
                    v => v == 0 ? "it is 0 (none); the mission points a camera" : null,
                    "MNT1_TYPE",
                    "MNT_TYPE"
                ),
            ]
            : [];

    private static IEnumerable<ParameterCheck> FenceChecks(FailsafeLimits limits)
    {
        if (!limits.NeedsFence)
            yield break;
        yield return ParameterCheck.Of("fence", v => v == 0 ? "the fence is off" : null, "FENCE_ENABLE");
        yield return ParameterCheck.Of(
            "fence action",
            v => v == 0 ? "leaving the fence is only reported" : null,
            "FENCE_ACTION"
        );
        yield return ParameterCheck.Of(
            "fence type",
            v => ((int)v & PolygonFence) == 0 ? "the site's boundary is not part of it" : null,
            "FENCE_TYPE"
        );
    }

    private const int PolygonFence = 4;
}
