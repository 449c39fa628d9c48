using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Commands that a rover has beyond the common ones. It has no take-off, no pause and no yaw.</summary>
public sealed class RoverCommands(Rover rover, VehicleNode node) : CommandService(rover, node)
{
    private const int ChangeModeFlag = 1;

    protected override MavResult? RunOwn(in Command command) =>
        command.Id switch
        {
            MavCmd.NavReturnToLaunch => SetMode(RoverReturn.Id),
            MavCmd.MissionStart => StartMission(command),
            MavCmd.DoReposition => Reposition(command),
            MavCmd.DoChangeSpeed when command.Param1 is 2 or 3 => MavResult.Denied,
            MavCmd.DoChangeSpeed => ChangeSpeed(command),
            MavCmd.DoFlighttermination => Terminate(command),
            _ => null,
        };

    private MavResult StartMission(in Command command) =>
        command.Param1 != 0 || command.Param2 != 0 ? MavResult.Denied : SetMode(RoverAuto.Id);

    private MavResult Reposition(in Command command)
    {
        var changeMode = ((int)command.Param2 & ChangeModeFlag) != 0;
        if (rover.Mode != rover.Guided && !changeMode)
        {
            return MavResult.Denied;
        }

        if (IsNowhere(command) || !PlaceOf(command).IsValid || AboveHome(command) is null)
        {
            return MavResult.Denied;
        }

        if (rover.Mode != rover.Guided && SetMode(RoverGuided.Id) != MavResult.Accepted)
        {
            return MavResult.Failed;
        }

        rover.Guided.GoTo(PlaceOf(command));
        return MavResult.Accepted;
    }

    private MavResult Terminate(in Command command)
    {
        if (command.Param1 <= 0.5f)
        {
            return MavResult.Failed;
        }

        rover.Disarm(forced: true);
        return MavResult.Accepted;
    }
}
