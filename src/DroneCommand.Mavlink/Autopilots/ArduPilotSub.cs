using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>ArduPilot Sub, 4.5 and later.</summary>
public sealed class ArduPilotSub : ArduPilot
{
    private ArduPilotSub()
        : base(ModeNames.Of<SubMode>(), "sub") { }

    public static ArduPilotSub Instance { get; } = new();

    public override string Name => "ArduPilot Sub";

    public override bool Flies => false;

    /// <summary>Without a position it keeps its depth at least.</summary>
    public override IReadOnlyList<uint> HoldModes { get; } = [(uint)SubMode.Poshold, (uint)SubMode.AltHold];

    /// <summary>It knows no way home: it comes up, where it can be found.</summary>
    public override uint ReturnMode => (uint)SubMode.Surface;

    public override uint? LandMode => (uint)SubMode.Surface;

    public override uint MissionMode => (uint)SubMode.Auto;

    public override uint GuidedMode => (uint)SubMode.Guided;

    public override IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits) =>
        [
            GroundLoss((1, "losing the server is only reported")),
            ParameterCheck.Of("leak failsafe", v => v < 2 ? "water inside is only reported" : null, "FS_LEAK_ENABLE"),
            .. CommonChecks(limits),
        ];
}
