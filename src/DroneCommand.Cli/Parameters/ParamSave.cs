using System.CommandLine;
using System.Globalization;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>`param save FILE`: all parameters in Mission Planner's format. A file is written only when all came.</summary>
internal static class ParamSave
{
    public static Command Create(StandardStreams streams)
    {
        var file = new Argument<string>("FILE") { Description = "is replaced when it is there" };
        var command = VehicleVerb.Create(
            "save",
            "Writes all parameters of a vehicle to a file.",
            async (vehicle, arguments, stop) =>
            {
                var list = await ParamReading.ReadAll(vehicle, streams, stop);
                var path = arguments.GetValue(file)!;
                await File.WriteAllTextAsync(path, ParameterFile.Write(list.Parameters, Comment(vehicle)), stop);
                streams.Text.WriteLine($"{list.Parameters.Count} parameters in {path}");
                return ExitCodes.Ok;
            }
        );
        command.Arguments.Add(file);
        return command;
    }

    private static string Comment(VehicleSession vehicle)
    {
        var name = vehicle.Services.Autopilot?.Name ?? "vehicle";
        var version = vehicle.Services.Telemetry.Snapshot.Identity?.Value.FirmwareVersion;
        var now = vehicle.Connection.Time.GetUtcNow();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {version}, system {vehicle.Connection.TargetSystem}, {now:yyyy-MM-dd HH:mm:ss}Z"
        );
    }
}
