using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Orders;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;

namespace DroneCommand.Cli.Missions;

/// <summary>One call of `mission get`.</summary>
internal sealed class MissionGet(VehicleSession vehicle, StandardStreams streams)
{
    private static readonly TimeSpan HomeWithin = TimeSpan.FromSeconds(2);

    public async Task<int> Run(
        IReadOnlyList<MavMissionType> types,
        string file,
        PlanFileFormat format,
        CancellationToken stop
    )
    {
        var autopilot = vehicle.CommandedAutopilot();
        await vehicle.Identify(stop);
        var plan = await About(stop);
        foreach (var type in types)
        {
            var read = await Download(type, autopilot, stop);
            if (read.End != TransferEnd.Done)
                return Outcome.Tell(read.End, $"{MissionTypes.Name(type)}: {read.Reason}", streams);
            plan = plan.With(type, read.Items);
        }
        PlanFileArgument.Write(file, plan, format, streams);
        foreach (var type in types)
            streams.Errors.WriteLine($"{file}: {MissionTypes.Count(type, plan.Items(type).Count)}");
        return ExitCodes.Ok;
    }

    private async Task<MissionDownloadResult> Download(
        MavMissionType type,
        IAutopilot autopilot,
        CancellationToken stop
    )
    {
        return await TransferBar.Show(
            streams,
            "reading " + MissionTypes.Name(type),
            progress =>
                new MissionDownload(vehicle.Connection, autopilot, vehicle.Services.PlanFiles).Run(
                    type,
                    new TransferOptions { Progress = progress },
                    stop
                )
        );
    }

    /// <summary>What a file says besides the items: for what vehicle it is, and where that begins.</summary>
    private async Task<PlanFile> About(CancellationToken stop)
    {
        var services = vehicle.Services;
        var asked = await services.Commands.Send(
            new CommandLongRequest(MavCmd.RequestMessage, MessageIds.HomePosition),
            cancellation: stop
        );
        if (asked.IsAccepted)
            await services.Telemetry.WaitUntil(s => s.Home != null, HomeWithin, stop);
        var known = services.Telemetry.Snapshot;
        var heartbeat = known.Heartbeat!.Value.Value;
        return new PlanFile
        {
            Home = known.Home is { Value: var home } ? (home.Point, home.Altitude) : null,
            Autopilot = heartbeat.Autopilot,
            VehicleType = heartbeat.Type,
        };
    }
}
