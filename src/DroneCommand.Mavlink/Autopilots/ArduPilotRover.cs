using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>ArduPilot Rover, 4.3 and later.</summary>
public sealed class ArduPilotRover : ArduPilot
{
    private ArduPilotRover()
        : base(ModeNames.Of<RoverMode>(), "rover") { }

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
            GroundLoss((2, "losing the server does nothing during a mission")),
            ParameterCheck.Of("failsafe action", v => v == 0 ? "a failsafe does nothing" : null, "FS_ACTION"),
            .. CommonChecks(limits),
        ];
}
