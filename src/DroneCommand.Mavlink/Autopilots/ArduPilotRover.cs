using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>ArduPilot Rover, 4.3 and later.</summary>
public sealed class ArduPilotRover : ArduPilot
{
    private ArduPilotRover()
        : base(ModeNames.Of<RoverMode>()) { }

    public static ArduPilotRover Instance { get; } = new();

    public override string Name => "ArduPilot Rover";

    public override bool Flies => false;

    public override IReadOnlyList<uint> HoldModes { get; } = [(uint)RoverMode.Hold];

    public override uint ReturnMode => (uint)RoverMode.Rtl;

    public override uint? LandMode => null;

    public override uint MissionMode => (uint)RoverMode.Auto;

    public override uint GuidedMode => (uint)RoverMode.Guided;

    public override IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits) =>
        [
            ParameterCheck.Of(
                "ground station failsafe",
                v =>
                    v switch
                    {
                        0 => "losing the server does nothing",
                        2 => "losing the server does nothing during a mission",
                        _ => null,
                    },
                "FS_GCS_ENABLE"
            ),
            ParameterCheck.Of("failsafe action", v => v == 0 ? "a failsafe does nothing" : null, "FS_ACTION"),
            OwnSystemId(limits),
            .. BatteryChecks(),
            .. FenceChecks(limits),
        ];
}
