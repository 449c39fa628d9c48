using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>ArduCopter, 4.3 and later.</summary>
public sealed class ArduPilotCopter : ArduPilot
{
    // FS_OPTIONS: the ground station failsafe is passed over while a mission runs.
    private const int ContinueMissionOnGroundLoss = 2;

    private ArduPilotCopter()
        : base(ModeNames.Of<CopterMode>(), "copter") { }

    public static ArduPilotCopter Instance { get; } = new();

    public override string Name => "ArduPilot Copter";

    public override bool Flies => true;

    /// <summary>BRAKE first: LOITER obeys the throttle stick, and where there is no pilot that stick is down.</summary>
    public override IReadOnlyList<uint> HoldModes { get; } = [(uint)CopterMode.Brake, (uint)CopterMode.Loiter];

    public override uint ReturnMode => (uint)CopterMode.Rtl;

    public override uint? LandMode => (uint)CopterMode.Land;

    public override uint MissionMode => (uint)CopterMode.Auto;

    public override uint GuidedMode => (uint)CopterMode.Guided;

    // Values that try the way it came first, and land where there is none, are neither a return nor a landing.
    private static readonly FailsafeActions LinkLoss = new(
        "ground station failsafe",
        "FS_GCS_ENABLE",
        (1, FailsafeAction.Return),
        (3, FailsafeAction.Return),
        (6, FailsafeAction.Return),
        (5, FailsafeAction.Land),
        (7, FailsafeAction.Hold)
    );

    private static readonly FailsafeActions LowBattery = new(
        "battery failsafe",
        "BATT_FS_LOW_ACT",
        (2, FailsafeAction.Return),
        (3, FailsafeAction.Return),
        (6, FailsafeAction.Return),
        (1, FailsafeAction.Land),
        (7, FailsafeAction.Hold)
    );

    private static readonly FailsafeActions FenceBreach = new(
        "fence action",
        "FENCE_ACTION",
        (1, FailsafeAction.Return),
        (3, FailsafeAction.Return),
        (2, FailsafeAction.Land),
        (4, FailsafeAction.Hold)
    );

    public override IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits) =>
        [
            GroundLoss((2, "the autopilot knows 2 no longer")),
            ParameterCheck.Of("failsafe options", v => WhyNotOptions((int)v, limits.GoesOn), "FS_OPTIONS"),
            .. limits.GoesOn ? [] : LinkLoss.Wanting(limits.LinkLost),
            .. LowBattery.Wanting(limits.BatteryLow),
            .. FenceBreach.Wanting(limits.FenceBreach),
            .. CommonChecks(limits),
            .. ReturnAltitude(limits),
        ];

    private static string? WhyNotOptions(int options, bool goesOn)
    {
        var continues = (options & ContinueMissionOnGroundLoss) != 0;
        return continues == goesOn ? null
            : continues ? "losing the server does nothing during a mission"
            : $"it is {options}; the mission asks to continue, which is {options | ContinueMissionOnGroundLoss}";
    }

    private static IEnumerable<ParameterCheck> ReturnAltitude(FailsafeLimits limits) =>
        limits.ReturnAltitudeMetres is not { } needed
            ? []
            :
            [
                ParameterCheck.Of(
                    "return altitude",
                    v =>
                        v >= needed
                            ? null
                            : FormattableString.Invariant($"{v:0.#} m is below the {needed:0.#} m that the site needs"),
                    "RTL_ALT_M",
                    new ParameterName("RTL_ALT", 0.01)
                ),
            ];
}
