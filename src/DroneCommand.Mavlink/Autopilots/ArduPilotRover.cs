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

    private static readonly FailsafeActions LinkLoss = ActionsOf("failsafe action", "FS_ACTION");

    private static readonly FailsafeActions LowBattery = ActionsOf("battery failsafe", "BATT_FS_LOW_ACT");

    private static readonly FailsafeActions FenceBreach = ActionsOf("fence action", "FENCE_ACTION");

    public override IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits) =>
        [
            limits.GoesOn
                ? ParameterCheck.Of("ground station failsafe", WhyNotGoesOn, "FS_GCS_ENABLE")
                : GroundLoss((2, "losing the server does nothing during a mission")),
            ParameterCheck.Of("failsafe action", v => v == 0 ? "a failsafe does nothing" : null, "FS_ACTION"),
            .. limits.GoesOn ? [] : LinkLoss.Wanting(limits.LinkLost),
            .. LowBattery.Wanting(limits.BatteryLow),
            .. FenceBreach.Wanting(limits.FenceBreach),
            .. CommonChecks(limits),
        ];

    private static string? WhyNotGoesOn(double setting) =>
        setting == 2 ? null : $"it is {setting:0}; the mission asks to continue, which is 2";

    private static FailsafeActions ActionsOf(string subject, string name) =>
        new(
            subject,
            name,
            (1, FailsafeAction.Return),
            (3, FailsafeAction.Return),
            (2, FailsafeAction.Hold),
            (6, FailsafeAction.Hold)
        );
}
