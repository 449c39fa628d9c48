using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Orders;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Cli.Missions;

/// <summary>One call of `mission clear`.</summary>
internal sealed class MissionEmpty(VehicleSession vehicle, StandardStreams streams)
{
    public async Task<int> Run(IReadOnlyList<MavMissionType> types, CancellationToken stop)
    {
        foreach (var type in types)
        {
            var clear = new MissionClear(vehicle.Connection, vehicle.CommandedAutopilot());
            var result = await clear.Run(type, cancellation: stop);
            var name = MissionTypes.Name(type);
            if (result.End != TransferEnd.Done)
                return Outcome.Tell(
                    result.End,
                    $"{name}: {result.Reason}; {MissionTypes.Held(result.Holds, type)}",
                    streams
                );
            streams.Text.WriteLine($"{name} cleared");
        }
        return ExitCodes.Ok;
    }
}
