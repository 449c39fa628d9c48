using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Orders;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;

namespace DroneCommand.Cli.Missions;

/// <summary>One call of `mission put`: what is read back afterwards, not the vehicle's word, makes it done.</summary>
internal sealed class MissionPut
{
    private readonly PlanFile _plan;
    private readonly IReadOnlyList<MavMissionType> _types;
    private readonly StandardStreams _streams;

    private MissionPut(PlanFile plan, IReadOnlyList<MavMissionType> types, StandardStreams streams)
    {
        _plan = plan;
        _types = types;
        _streams = streams;
    }

    /// <summary>Reads the file, and says on standard error what of it will not be sent.</summary>
    /// <exception cref="FormatException">It is no plan, or has nothing of what is to be sent.</exception>
    public static MissionPut Read(string file, IReadOnlyList<MavMissionType> types, StandardStreams streams)
    {
        var plan = PlanFileArgument.Read(file, streams);
        if (types.All(type => plan.Items(type).Count == 0))
            throw new FormatException(
                $"{file} holds no {string.Join(", ", types.Select(MissionTypes.Name))}; mission clear empties a vehicle"
            );
        foreach (var other in MissionTypes.Read("all").Except(types))
            if (plan.Items(other).Count is > 0 and var count)
                streams.Errors.WriteLine($"{file}: not sent: its {MissionTypes.Count(other, count)} (--type all)");
        return new MissionPut(plan, types, streams);
    }

    public async Task<int> Run(VehicleSession vehicle, CancellationToken stop)
    {
        var autopilot = vehicle.CommandedAutopilot();
        // Without an answer it is not known whether the vehicle takes files, and the items go one by one.
        await vehicle.Identify(stop);
        var files = vehicle.Services.PlanFiles;
        foreach (var type in _types)
        {
            var items = _plan.Items(type);
            var result = await Upload(vehicle, autopilot, type, items, stop);
            if (result.End != TransferEnd.Done)
                return Outcome.Tell(result.End, Words(type, result.Reason, result.Holds), _streams);
            var held = await new MissionVerify(vehicle.Connection, autopilot, files).Run(
                type,
                items,
                cancellation: stop
            );
            if (held.End != TransferEnd.Done)
                return Outcome.Tell(held.End, Words(type, held.Reason, HeldPlan.Unknown), _streams);
            if (!held.Matches)
                return Outcome.Tell(TransferEnd.Refused, Words(type, held.Reason, HeldPlan.Neither), _streams);
            var how = result.ByFile ? "sent as a file" : "sent";
            _streams.Text.WriteLine($"{MissionTypes.Count(type, items.Count)} {how} and read back");
        }
        return ExitCodes.Ok;
    }

    private async Task<MissionUploadResult> Upload(
        VehicleSession vehicle,
        IAutopilot autopilot,
        MavMissionType type,
        IReadOnlyList<MissionItem> items,
        CancellationToken stop
    )
    {
        // Only with what it held before can an old plan be told from a mixture of both.
        var previous = await new MissionDownload(vehicle.Connection, autopilot, vehicle.Services.PlanFiles).Run(
            type,
            cancellation: stop
        );
        return await TransferBar.Show(
            _streams,
            "sending " + MissionTypes.Name(type),
            progress =>
                new MissionUpload(vehicle.Connection, autopilot, vehicle.Services.PlanFiles).Run(
                    type,
                    items,
                    _plan.Home,
                    previous.End == TransferEnd.Done ? previous.Items : null,
                    new TransferOptions { Progress = progress },
                    stop
                )
        );
    }

    private static string Words(MavMissionType type, string reason, HeldPlan holds) =>
        $"{MissionTypes.Name(type)}: {reason}; {MissionTypes.Held(holds, type)}";
}
