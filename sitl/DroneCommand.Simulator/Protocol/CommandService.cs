using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Carries out commands that any kind of vehicle has, and answers each with COMMAND_ACK.</summary>
public abstract class CommandService(Autopilot autopilot, VehicleNode node)
{
    private readonly PayloadCommands _payload = new(autopilot);

    private const float ForceMagic = 21196;
    private const float ForceArmMagic = 2989;

    protected Autopilot Autopilot { get; } = autopilot;

    protected VehicleNode Node { get; } = node;

    /// <summary>Runs a command and acknowledges it.</summary>
    public void Handle(in Command command) => Node.Acknowledge(command.From, command.Id, Run(command));

    /// <summary>Commands of one kind of vehicle; null for one that it does not have.</summary>
    protected abstract MavResult? RunOwn(in Command command);

    protected MavResult SetMode(uint number) =>
        Autopilot.SetMode(number, ModeReason.GcsCommand) ? MavResult.Accepted : MavResult.Failed;

    /// <summary>The altitude of a command's place in metres above home, or null when it cannot be known.</summary>
    protected double? AboveHome(in Command command)
    {
        if (!float.IsFinite(command.Z))
        {
            return null;
        }

        if (MissionRules.AboveTerrain(command.Frame) && Autopilot.KnowsTerrain)
        {
            var ground = Autopilot.GroundAmslAt(Autopilot.Estimator.Frame.ToLocal(PlaceOf(command)));
            return command.Z + ground - (Autopilot.Home?.AmslM ?? 0);
        }

        if (MissionRules.AboveHome(command.Frame) is not { } aboveHome)
        {
            return null;
        }

        return aboveHome ? command.Z : command.Z - (Autopilot.Home?.AmslM ?? 0);
    }

    protected static GeoPoint PlaceOf(in Command command) => new(command.X / 1e7, command.Y / 1e7);

    /// <summary>True when the command's place was left at nought.</summary>
    protected static bool IsNowhere(in Command command) => command.X == 0 && command.Y == 0;

    protected MavResult ChangeSpeed(in Command command)
    {
        SpeedKind? kind = (int)command.Param1 switch
        {
            0 or 1 => SpeedKind.Ground,
            2 => SpeedKind.Climb,
            3 => SpeedKind.Descent,
            _ => null,
        };
        if (kind is not { } known || !(command.Param2 > 0))
        {
            return MavResult.Denied;
        }

        return Autopilot.Mode.ChangeSpeed(known, command.Param2) ? MavResult.Accepted : MavResult.Failed;
    }

    private MavResult Run(in Command command) =>
        command.Id switch
        {
            MavCmd.ComponentArmDisarm => ArmOrDisarm(command),
            MavCmd.DoSetMode => DoSetMode(command),
            MavCmd.DoSetHome => SetHome(command),
            MavCmd.GetHomePosition => GetHome(),
            MavCmd.RequestMessage => RequestMessage(command),
            MavCmd.SetMessageInterval => SetInterval(command),
            MavCmd.GetMessageInterval => GetInterval(command),
            MavCmd.RequestAutopilotCapabilities => Send(MessageIds.AutopilotVersion),
            MavCmd.DoSetMissionCurrent => SetMissionItem(command),
            MavCmd.RunPrearmChecks => RunPreArm(),
            MavCmd.PreflightRebootShutdown => Reboot(command),
            MavCmd.DoSendBanner => Banner(),
            MavCmd.BatteryReset => ResetBattery(command),
            _ => RunOwn(command) ?? _payload.Run(command) ?? MavResult.Unsupported,
        };

    private MavResult ArmOrDisarm(in Command command)
    {
        var forced = command.Param2 is ForceMagic or ForceArmMagic;
        return command.Param1 switch
        {
            1 => Autopilot.Arm(checks: !forced) ? MavResult.Accepted : MavResult.Failed,
            0 => Autopilot.Disarm(forced: command.Param2 == ForceMagic) ? MavResult.Accepted : MavResult.Failed,
            _ => MavResult.Unsupported,
        };
    }

    private MavResult DoSetMode(in Command command)
    {
        var custom = ((MavModeFlag)(uint)command.Param1 & MavModeFlag.CustomModeEnabled) != 0;
        return custom ? SetMode((uint)Math.Max(0, command.Param2)) : MavResult.Denied;
    }

    private MavResult SetHome(in Command command)
    {
        if (command.Param1 == 1 || (command.X == 0 && command.Y == 0))
        {
            return Autopilot.SetHomeHere(locked: true) ? MavResult.Accepted : MavResult.Failed;
        }

        if (command.Param1 != 0)
        {
            return MavResult.Failed;
        }

        if (AboveHome(command) is not { } above || !PlaceOf(command).IsValid)
        {
            return MavResult.Denied;
        }

        var amsl = above + (Autopilot.Home?.AmslM ?? 0);
        return Autopilot.SetHome(new Home(PlaceOf(command), amsl, Locked: true))
            ? MavResult.Accepted
            : MavResult.Failed;
    }

    private MavResult GetHome()
    {
        if (Autopilot.Home is null)
        {
            return MavResult.Failed;
        }

        Node.Telemetry.Send(MessageIds.HomePosition);
        return Send(MessageIds.GpsGlobalOrigin);
    }

    private MavResult RequestMessage(in Command command)
    {
        var id = (uint)Math.Max(0, command.Param1);
        if (id == MessageIds.MessageInterval)
        {
            return GetInterval(command with { Param1 = command.Param2 });
        }

        if (id == MessageIds.AvailableModes)
        {
            Node.Modes.Send((int)command.Param2);
            return MavResult.Accepted;
        }

        if (!TelemetryMessages.Knows(id))
        {
            return MavResult.Failed;
        }

        Node.SendSoon(id);
        return MavResult.Accepted;
    }

    private MavResult SetInterval(in Command command)
    {
        var id = (uint)Math.Max(0, command.Param1);
        if (Node.Streams.SetInterval(id, command.Param2))
        {
            return MavResult.Accepted;
        }

        Autopilot.Output.Say(MavSeverity.Info, $"No ap_message for mavlink id ({id})");
        return MavResult.Failed;
    }

    private MavResult GetInterval(in Command command)
    {
        var id = (uint)Math.Max(0, command.Param1);
        if (Node.Streams.Interval(id) is not { } interval)
        {
            return MavResult.Failed;
        }

        Node.Sender.Send(new MessageInterval { MessageId = (ushort)id, IntervalUs = interval });
        return MavResult.Accepted;
    }

    private MavResult SetMissionItem(in Command command)
    {
        var seq = (int)command.Param1;
        if (!Autopilot.Memory.Mission.Contains(seq))
        {
            return MavResult.Denied;
        }

        if (command.Param2 == 1)
        {
            Autopilot.Mission.Reset();
        }

        if (!Autopilot.Mission.SetCurrent(seq))
        {
            return MavResult.Failed;
        }

        Autopilot.Output.CurrentItemChanged();
        return MavResult.Accepted;
    }

    private MavResult RunPreArm()
    {
        if (Autopilot.Armed)
        {
            return MavResult.TemporarilyRejected;
        }

        Autopilot.RunPreArmChecks();
        return MavResult.Accepted;
    }

    private MavResult Reboot(in Command command)
    {
        if (command.Param1 is not (1 or 3))
        {
            return MavResult.Unsupported;
        }

        // Rebooting an armed vehicle is refused, unless by the magic number.
        if (Autopilot.Armed && command.Y != 20190226)
        {
            return MavResult.Failed;
        }

        Node.RebootSoon();
        return MavResult.Accepted;
    }

    private MavResult ResetBattery(in Command command)
    {
        if (((int)command.Param1 & 1) == 0)
        {
            return MavResult.Accepted;
        }

        Autopilot.Battery.Reset(command.Param2);
        return MavResult.Accepted;
    }

    private MavResult Banner()
    {
        Node.SendBanner();
        return MavResult.Accepted;
    }

    private MavResult Send(uint messageId)
    {
        Node.SendSoon(messageId);
        return MavResult.Accepted;
    }
}
