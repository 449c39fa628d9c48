using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Patrols;

/// <summary>Gives a page's orders to the patrols' grains.</summary>
public sealed class PatrolCommands(
    IGrainFactory grains,
    CurrentCaller caller,
    TimeProvider time,
    ILogger<PatrolCommands> logger
)
{
    /// <summary>Sends one order under the operation id that the button made.</summary>
    public async Task<CommandOutcome> Send(
        string patrolId,
        Guid operationId,
        Func<IPatrolGrain, CommandRequest, Task<CommandOutcome>> order
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        if (await caller.Get() is not { } who)
        {
            return CommandOutcome.RefusedByUs("nobody is signed in");
        }

        var request = new CommandRequest(operationId, who);
        return await GrainCommand.Run(() => order(grains.GetGrain<IPatrolGrain>(patrolId), request), time, logger);
    }
}
