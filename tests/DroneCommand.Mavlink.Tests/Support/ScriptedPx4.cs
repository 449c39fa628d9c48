using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// Makes a scripted vehicle as PX4: main and sub mode are parameters of their own, a mode that it does not have is 'denied',
/// it lists its modes, arms only with a position, begins its mission by MISSION_START at item 0, and tells of its estimator
/// by ESTIMATOR_STATUS. Its missions have no home; a command without a place is unsupported in any frame but that of missions,
/// and of a command with one it keeps only what it has a use for.
/// </summary>
internal sealed class ScriptedPx4
{
    private const byte Auto = 4;

    private static readonly (byte Main, byte Sub, string Name, MavStandardMode Standard)[] Modes =
    [
        (1, 0, "Manual", MavStandardMode.NonStandard),
        (3, 0, "Position", MavStandardMode.PositionHold),
        (Auto, 3, "Hold", MavStandardMode.NonStandard),
        (Auto, 4, "Mission", MavStandardMode.Mission),
        (Auto, 5, "Return", MavStandardMode.SafeRecovery),
        (Auto, 6, "Land", MavStandardMode.Land),
        (Auto, 11, "My external mode", MavStandardMode.NonStandard),
    ];

    private readonly ScriptedVehicle _vehicle;

    public ScriptedPx4(ScriptedVehicle vehicle)
    {
        _vehicle = vehicle;
        vehicle.Autopilot = MavAutopilot.Px4;
        vehicle.Mode = Number(1, 0);
        vehicle.Missions.AsksForInt = true;
        vehicle.Missions.Judge = m =>
            (m.Frame == MavFrame.Mission) == CommandTable.HasLocation(m.Command) ? MavMissionResult.Unsupported : null;
        vehicle.Missions.Stores = Kept;
        vehicle.On<CommandLong>(Take);
        vehicle.On<CommandInt>(m =>
            // It takes the numbers for a place, whatever the command.
            Take(
                new CommandLong
                {
                    Command = m.Command,
                    Param1 = m.Param1,
                    Param2 = m.Param2,
                    Param3 = m.Param3,
                    Param4 = m.Param4,
                    Param5 = m.X / 1e7f,
                    Param6 = m.Y / 1e7f,
                    Param7 = m.Z,
                }
            )
        );
    }

    public List<CommandLong> Commands { get; } = [];

    /// <summary>False for an old one that does not list its modes.</summary>
    public bool ListsModes { get; set; } = true;

    public static uint Number(byte main, byte sub) => ((uint)main << 16) | ((uint)sub << 24);

    private static MissionItemInt Kept(MissionItemInt m) =>
        m.Command switch
        {
            MavCmd.NavTakeoff => m with { Param1 = 0, Param2 = 0, Param3 = 0, Param4 = Heading(m.Param4) },
            MavCmd.NavWaypoint => m with { Param3 = 0, Param4 = Heading(m.Param4) },
            MavCmd.NavLoiterUnlim => m with { Param1 = 0, Param2 = 0, Param4 = Heading(m.Param4) },
            _ => m,
        };

    /// <summary>From 0 to 360; none stays none.</summary>
    private static float Heading(float degrees) => (degrees % 360 + 360) % 360;

    private void Take(CommandLong command)
    {
        Commands.Add(command);
        var result = command.Command switch
        {
            MavCmd.DoSetMode => SetMode(command),
            MavCmd.ComponentArmDisarm => Arm(command.Param1 == 1),
            MavCmd.MissionStart => StartMission(),
            MavCmd.DoSetMissionCurrent => SetItem((ushort)command.Param1),
            MavCmd.RequestMessage when command.Param1 == MessageIds.AvailableModes && ListsModes => MavResult.Accepted,
            _ => MavResult.Unsupported,
        };
        _vehicle.Acknowledge(command.Command, result);
        if (command.Command == MavCmd.RequestMessage && result == MavResult.Accepted)
            SayModes((int)command.Param2);
    }

    private MavResult SetMode(in CommandLong command)
    {
        var (main, sub) = ((byte)command.Param2, (byte)command.Param3);
        if (command.Param1 != 1 || !Modes.Any(m => m.Main == main && m.Sub == sub))
            return MavResult.Denied;
        _vehicle.Mode = Number(main, sub);
        _vehicle.SayHeartbeat();
        return MavResult.Accepted;
    }

    private MavResult Arm(bool arms)
    {
        if (arms && (!_vehicle.PreArm || !_vehicle.Estimator.HasFlag(EkfStatusFlags.PosHorizAbs)))
            return MavResult.TemporarilyRejected;
        _vehicle.Armed = arms;
        return MavResult.Accepted;
    }

    private MavResult StartMission()
    {
        if (!_vehicle.Armed)
            return MavResult.Denied;
        _vehicle.Mode = Number(Auto, 4);
        _vehicle.InAir = true;
        _vehicle.Status = MavState.Active;
        _vehicle.SayHeartbeat();
        return MavResult.Accepted;
    }

    private MavResult SetItem(ushort item)
    {
        _vehicle.CurrentItem = item;
        return MavResult.Accepted;
    }

    private void SayModes(int index)
    {
        for (var i = 1; i <= Modes.Length; i++)
            if (index == 0 || index == i)
                _vehicle.Say(
                    new AvailableModes
                    {
                        NumberModes = (byte)Modes.Length,
                        ModeIndex = (byte)i,
                        CustomMode = Number(Modes[i - 1].Main, Modes[i - 1].Sub),
                        StandardMode = Modes[i - 1].Standard,
                        ModeName = Modes[i - 1].Name,
                        Properties = i == 1 ? MavModeProperty.NotUserSelectable : 0,
                    }
                );
    }
}
