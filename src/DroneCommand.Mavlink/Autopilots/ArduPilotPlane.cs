using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>ArduPilot Plane, 4.3 and later, with or without rotors that lift it.</summary>
public sealed class ArduPilotPlane : ArduPilot
{
    private readonly bool _hovers;

    private ArduPilotPlane(bool hovers)
        : base(
            ModeNames.Of<PlaneMode>(
                ((uint)PlaneMode.FlyByWireA, "FBWA"),
                ((uint)PlaneMode.FlyByWireB, "FBWB"),
                ((uint)PlaneMode.Initializing, "INITIALISING")
            ),
            "plane"
        ) => _hovers = hovers;

    public static ArduPilotPlane Instance { get; } = new(hovers: false);

    /// <summary>One that takes off and lands upright.</summary>
    public static ArduPilotPlane Vtol { get; } = new(hovers: true);

    public override string Name => _hovers ? "ArduPilot QuadPlane" : "ArduPilot Plane";

    public override bool Flies => true;

    /// <summary>What cannot stop in the air circles where it is.</summary>
    public override IReadOnlyList<uint> HoldModes { get; } = [(uint)PlaneMode.Loiter];

    public override uint ReturnMode => (uint)PlaneMode.Rtl;

    public override uint? LandMode => _hovers ? (uint)PlaneMode.Qland : null;

    public override uint MissionMode => (uint)PlaneMode.Auto;

    public override uint GuidedMode => (uint)PlaneMode.Guided;

    private static readonly FailsafeActions LinkLoss = new(
        "failsafe action",
        "FS_LONG_ACTN",
        (1, FailsafeAction.Return)
    );

    private static readonly FailsafeActions LowBattery = new(
        "battery failsafe",
        "BATT_FS_LOW_ACT",
        (1, FailsafeAction.Return),
        (2, FailsafeAction.Land)
    );

    private static readonly FailsafeActions FenceBreach = new(
        "fence action",
        "FENCE_ACTION",
        (1, FailsafeAction.Return)
    );

    public override IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits) =>
        [
            ParameterCheck.Of(
                "ground station failsafe",
                v => v == 0 ? "losing the server does nothing" : null,
                "FS_GCS_ENABL"
            ),
            ParameterCheck.Of(
                "failsafe action",
                v => v == 0 ? "losing the server does nothing during a mission" : null,
                "FS_LONG_ACTN"
            ),
            .. LinkLoss.Wanting(limits.LinkLost),
            .. LowBattery.Wanting(limits.BatteryLow),
            .. FenceBreach.Wanting(limits.FenceBreach),
            .. CommonChecks(limits),
        ];
}
