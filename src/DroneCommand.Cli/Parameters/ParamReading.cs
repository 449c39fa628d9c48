using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>What the verbs share: the vehicle's list, and a file's.</summary>
internal static class ParamReading
{
    /// <summary>All parameters of the vehicle, by its file of them where it has one.</summary>
    /// <exception cref="VehicleException">They did not come whole.</exception>
    public static async Task<ParameterListResult> ReadAll(
        VehicleSession vehicle,
        StandardStreams streams,
        CancellationToken stop,
        bool oneByOne = false
    )
    {
        // Without an answer it is not known whether the vehicle has files, and the parameters come one by one.
        await vehicle.Identify(stop);
        var list = await TransferBar.Show(
            streams,
            "parameters",
            progress =>
                vehicle.Services.Parameters.List(
                    new ParameterListOptions
                    {
                        AllowFile = !oneByOne,
                        Progress = progress,
                        FileProgress = progress,
                    },
                    stop
                )
        );
        return list.IsDone ? list : throw new VehicleException(list.Reason, CodeOf(list.End));
    }

    /// <summary>The unit as a comment behind a line; empty where there is none, or it is not known.</summary>
    public static string Unit(VehicleSession vehicle, string name) =>
        ParameterFacts.Find(vehicle.Services.Autopilot, name) is { Unit.Length: > 0 } fact ? $" # {fact.Unit}" : "";

    /// <summary>The unit and what the parameter is for, as a comment behind a line.</summary>
    public static string Described(VehicleSession vehicle, string name) =>
        ParameterFacts.Find(vehicle.Services.Autopilot, name) is not { } fact ? ""
        : fact.Unit.Length > 0 ? $" # {fact.Unit}: {fact.Meaning}"
        : $" # {fact.Meaning}";

    /// <summary>What an end that is not done ends the tool with.</summary>
    public static int CodeOf(ParameterEnd end) => end == ParameterEnd.NoAnswer ? ExitCodes.NoAnswer : ExitCodes.Failed;

    /// <exception cref="FormatException">The file is wrong; with its line.</exception>
    public static IReadOnlyList<FileParameter> ReadFile(string path) =>
        ParameterFile.Read(File.ReadAllText(path), Path.GetFileName(path));
}
