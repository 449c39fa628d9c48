using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>`param get NAME…`: one line NAME,VALUE for each.</summary>
internal static class ParamGet
{
    public static Command Create(StandardStreams streams)
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "as the vehicle spells it",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = VehicleVerb.Create(
            "get",
            "Reads parameters by name.",
            async (vehicle, arguments, stop) =>
            {
                var failed = false;
                foreach (var name in arguments.GetValue(names)!)
                    failed |= !Tell(await vehicle.Services.Parameters.Read(name, stop), streams);
                return failed ? ExitCodes.Failed : ExitCodes.Ok;
            }
        );
        command.Arguments.Add(names);
        return command;
    }

    private static bool Tell(ParameterResult result, StandardStreams streams)
    {
        if (result is { IsDone: true, Type: { } type })
            streams.Text.WriteLine($"{result.Name},{ParameterFile.ValueText(result.Value, type)}");
        else
            streams.Errors.WriteLine($"dronecommand: {result.Name}: {result.Reason}");
        return result.IsDone;
    }
}
