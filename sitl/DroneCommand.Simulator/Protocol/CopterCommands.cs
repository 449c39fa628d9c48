using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Commands that a copter has beyond the common ones.</summary>
public sealed class CopterCommands(Copter copter, VehicleNode node) : CommandService(copter, node)
{
    private const int ChangeModeFlag = 1;

    protected override MavResult? RunOwn(in Command command) =>
        command.Id switch
        {
            MavCmd.NavTakeoff => TakeOff(command),
            MavCmd.NavReturnToLaunch => SetMode(CopterReturn.Id),
            MavCmd.NavLand => SetMode(CopterLand.Id),
            MavCmd.NavLoiterUnlim => SetMode(CopterLoiter.Id),
            MavCmd.MissionStart => StartMission(command),
            MavCmd.DoReposition => Reposition(command),
            MavCmd.DoChangeSpeed => ChangeSpeed(command),
            MavCmd.DoPauseContinue => PauseOrContinue(command),
            MavCmd.ConditionYaw => Turn(command),
            MavCmd.DoSetRoiLocation or MavCmd.DoSetRoi => LookAt(command),
            MavCmd.DoSetRoiNone => LookAhead(),
            MavCmd.DoFlighttermination => Terminate(command),
            _ => null,
        };

    private MavResult TakeOff(in Command command)
    {
        if (command.Frame != MavFrame.GlobalRelativeAlt)
        {
            return MavResult.Denied;
        }

        return copter.TakeOff(command.Z) ? MavResult.Accepted : MavResult.Failed;
    }

    private MavResult StartMission(in Command command)
    {
        if (command.Param1 != 0 || command.Param2 != 0)
        {
            return MavResult.Denied;
        }

        if (!copter.SetMode(CopterAuto.Id, ModeReason.GcsCommand))
        {
            return MavResult.Failed;
        }

        copter.AutoArmed = true;
        copter.StartMissionNow();
        return MavResult.Accepted;
    }

    private MavResult Reposition(in Command command)
    {
        var changeMode = ((int)command.Param2 & ChangeModeFlag) != 0;
        if (copter.Mode != copter.Guided && !changeMode)
        {
            return MavResult.Denied;
        }

        // Nought of both means "here", and nought above home or ground "this high": neither is a place to go to.
        var vague = IsNowhere(command) || (command.Z == 0 && MissionRules.AboveHome(command.Frame) != false);
        if (vague || !PlaceOf(command).IsValid || AboveHome(command) is not { } above)
        {
            return MavResult.Denied;
        }

        if (!copter.Fence.Allows(PlaceOf(command), above, copter.Home))
        {
            return MavResult.Failed;
        }

        if (copter.Mode != copter.Guided && SetMode(CopterGuided.Id) != MavResult.Accepted)
        {
            return MavResult.Failed;
        }

        return copter.Guided.GoTo(PlaceOf(command), above) ? MavResult.Accepted : MavResult.Failed;
    }

    private MavResult PauseOrContinue(in Command command)
    {
        switch ((int)command.Param1)
        {
            case 0 when copter.Mode.Pause():
            case 1 when copter.Mode.Resume():
                return MavResult.Accepted;
            case 0:
                copter.Output.Say(MavSeverity.Info, "Failed to pause");
                return MavResult.Failed;
            case 1:
                copter.Output.Say(MavSeverity.Info, "Failed to resume");
                return MavResult.Failed;
            default:
                return MavResult.Denied;
        }
    }

    private MavResult Turn(in Command command)
    {
        if (command.Param1 is not (>= 0 and <= 360) || command.Param4 is not (0 or 1))
        {
            return MavResult.Failed;
        }

        copter.Flight.Yaw.Turn(
            command.Param1,
            command.Param2,
            (int)command.Param3,
            command.Param4 > 0,
            copter.Body.HeadingDeg
        );
        return MavResult.Accepted;
    }

    private MavResult LookAt(in Command command)
    {
        if (!PlaceOf(command).IsValid)
        {
            return MavResult.Failed;
        }

        copter.Flight.Yaw.LookAt(PlaceOf(command));
        return MavResult.Accepted;
    }

    private MavResult LookAhead()
    {
        copter.Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
        return MavResult.Accepted;
    }

    private MavResult Terminate(in Command command)
    {
        if (command.Param1 <= 0.5f)
        {
            return MavResult.Failed;
        }

        copter.DisarmNow();
        return MavResult.Accepted;
    }
}
