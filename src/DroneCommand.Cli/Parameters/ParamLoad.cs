using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>
/// `param load FILE`: sets what differs from the file, each verified. What the vehicle refuses is named, and the rest goes
/// on: half a file is worse when nobody knows which half.
/// </summary>
internal static class ParamLoad
{
    public static Command Create(StandardStreams streams)
    {
        var file = new Argument<string>("FILE") { Description = "NAME,VALUE lines, or QGroundControl's" };
        var command = VehicleVerb.Create(
            "load",
            "Sets a vehicle to what a file says.",
            (vehicle, arguments, stop) =>
                Load(vehicle, ParamReading.ReadFile(arguments.GetValue(file)!), streams, stop),
            // A file that is wrong in its last line must not be half loaded.
            check: arguments => ParamReading.ReadFile(arguments.GetValue(file)!)
        );
        command.Arguments.Add(file);
        return command;
    }

    private static async Task<int> Load(
        VehicleSession vehicle,
        IReadOnlyList<FileParameter> wanted,
        StandardStreams streams,
        CancellationToken stop
    )
    {
        var held = (await ParamReading.ReadAll(vehicle, streams, stop)).Parameters.ToDictionary(p => p.Name);
        var differing = wanted
            .Where(w => !held.TryGetValue(w.Name, out var has) || !ParameterComparison.Same(w.Value, has))
            .ToList();
        var refusals = await TransferBar.Show(
            streams,
            "setting",
            progress => SetAll(vehicle.Services.Parameters, differing, progress, stop)
        );
        foreach (var refusal in refusals)
            streams.Errors.WriteLine($"dronecommand: {refusal}");
        streams.Text.WriteLine(
            $"{differing.Count - refusals.Count} set, {wanted.Count - differing.Count} were so, {refusals.Count} refused"
        );
        return refusals.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<List<string>> SetAll(
        ParameterClient client,
        List<FileParameter> wanted,
        IProgress<TransferProgress>? progress,
        CancellationToken stop
    )
    {
        var refusals = new List<string>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var result = await client.Set(wanted[i].Name, wanted[i].Value, stop);
            stop.ThrowIfCancellationRequested();
            if (!result.IsDone)
                refusals.Add($"line {wanted[i].Line}, {wanted[i].Name}: {result.Reason}");
            progress?.Report(new TransferProgress(i + 1, wanted.Count));
        }
        return refusals;
    }
}
