using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>PX4, 1.13 and later. Its modes are the same for every kind of vehicle.</summary>
public sealed class Px4 : IAutopilot
{
    private Px4(bool flies) => Flies = flies;

    public static Px4 Flying { get; } = new(flies: true);

    public static Px4 Driving { get; } = new(flies: false);

    public string Name => "PX4";

    public bool Flies { get; }

    public IReadOnlyList<uint> HoldModes { get; } = [Px4Mode.AutoHold];

    public uint ReturnMode => Px4Mode.AutoReturn;

    public uint? LandMode => Flies ? Px4Mode.AutoLand : null;

    public uint MissionMode => Px4Mode.AutoMission;

    /// <summary>It takes places to go to while it holds; its offboard mode needs a stream of setpoints.</summary>
    public uint GuidedMode => Px4Mode.AutoHold;

    public bool MissionBeginsWithHome => false;

    public IReadOnlyList<string> ParameterSets { get; } = ["px4"];

    public IReadOnlyList<VehicleMode> Modes => Px4Mode.Names.All;

    /// <summary>Null for what is no vehicle, for example a ground station.</summary>
    internal static Px4? Of(MavType type) =>
        type switch
        {
            MavType.GroundRover or MavType.SurfaceBoat or MavType.Submarine => Driving,
            MavType.FixedWing
            or MavType.Quadrotor
            or MavType.Coaxial
            or MavType.Helicopter
            or MavType.Hexarotor
            or MavType.Octorotor
            or MavType.Tricopter
            or MavType.Dodecarotor
            or MavType.Decarotor
            or MavType.VtolTailsitterDuorotor
            or MavType.VtolTailsitterQuadrotor
            or MavType.VtolTiltrotor
            or MavType.VtolFixedrotor
            or MavType.VtolTailsitter
            or MavType.VtolTiltwing => Flying,
            _ => null,
        };

    public string ModeName(uint customMode) => Px4Mode.Names[customMode];

    public uint? ModeNumber(string name) => Px4Mode.Names.Number(name);

    public CommandLongRequest SetMode(uint customMode)
    {
        var mode = Px4Mode.Of(customMode);
        return new CommandLongRequest(MavCmd.DoSetMode, (float)MavModeFlag.CustomModeEnabled, mode.Main, mode.Sub);
    }

    /// <summary>It stores fences and rally points as they are, and items in whole.</summary>
    public MissionItem AsStored(MissionItem item, MavMissionType type) =>
        CommandTable.HasLocation(item.Command) ? item : item with { Frame = MavFrame.Mission };

    private static readonly FailsafeActions LinkLoss = new(
        "ground station failsafe",
        "NAV_DLL_ACT",
        (2, FailsafeAction.Return),
        (1, FailsafeAction.Hold),
        (3, FailsafeAction.Land)
    );

    private static readonly FailsafeActions LowBattery = new(
        "battery failsafe",
        "COM_LOW_BAT_ACT",
        (3, FailsafeAction.Return),
        (2, FailsafeAction.Land)
    );

    private static readonly FailsafeActions FenceBreach = new(
        "fence action",
        "GF_ACTION",
        (3, FailsafeAction.Return),
        (2, FailsafeAction.Hold),
        (5, FailsafeAction.Land)
    );

    // COM_DLL_EXCEPT: the link loss is passed over while a mission runs.
    private const int ExceptInMission = 1;

    private static string? WhyNotGoesOn(int exceptions) =>
        (exceptions & ExceptInMission) != 0
            ? null
            : $"it is {exceptions}; the mission asks to continue, which is {exceptions | ExceptInMission}";

    public IReadOnlyList<ParameterCheck> FailsafeChecks(FailsafeLimits limits)
    {
        var checks = new List<ParameterCheck>
        {
            ParameterCheck.Of(
                "ground station failsafe",
                v => v == 0 ? "losing the server does nothing" : null,
                "NAV_DLL_ACT"
            ),
            ParameterCheck.Of("battery failsafe", v => v == 0 ? "a low battery does nothing" : null, "COM_LOW_BAT_ACT"),
        };
        checks.AddRange(LinkLoss.Wanting(limits.GoesOn ? null : limits.LinkLost));
        checks.AddRange(LowBattery.Wanting(limits.BatteryLow));
        checks.AddRange(FenceBreach.Wanting(limits.FenceBreach));
        if (limits.GoesOn)
            checks.Add(ParameterCheck.Of("link loss exceptions", v => WhyNotGoesOn((int)v), "COM_DLL_EXCEPT"));
        if (limits.NeedsMount)
            checks.Add(
                ParameterCheck.Of(
                    "camera mount",
                    v => v < 0 ? "it is -1 (none); the mission points a camera" : null,
                    "MNT_MODE_IN"
                )
            );
        if (limits.NeedsFence)
            checks.Add(
                ParameterCheck.Of("fence action", v => v < 2 ? "leaving the fence is only reported" : null, "GF_ACTION")
            );
        if (limits.ReturnAltitudeMetres is { } needed && Flies)
            checks.Add(
                ParameterCheck.Of(
                    "return altitude",
                    v =>
                        v >= needed
                            ? null
                            : FormattableString.Invariant($"{v:0.#} m is below the {needed:0.#} m that the site needs"),
                    "RTL_RETURN_ALT"
                )
            );
        return checks;
    }
}
