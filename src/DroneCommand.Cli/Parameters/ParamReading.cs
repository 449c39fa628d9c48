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
        return list.IsDone ? list : throw new VehicleException(list.Reason);
    }

    /// <exception cref="FormatException">The file is wrong; with its line.</exception>
    public static IReadOnlyList<FileParameter> ReadFile(string path) =>
        ParameterFile.Read(File.ReadAllText(path), Path.GetFileName(path));
}
