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

    public override IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits) =>
        [
            GroundLoss((2, "the autopilot knows 2 no longer")),
            ParameterCheck.Of(
                "failsafe options",
                v =>
                    ((int)v & ContinueMissionOnGroundLoss) != 0
                        ? "losing the server does nothing during a mission"
                        : null,
                "FS_OPTIONS"
            ),
            .. CommonChecks(limits),
            .. ReturnAltitude(limits),
        ];

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
