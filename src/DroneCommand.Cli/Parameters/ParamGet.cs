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
            "Reads parameters by name; behind # the unit and what it is for, where that is known.",
            async (vehicle, arguments, stop) =>
            {
                var code = ExitCodes.Ok;
                foreach (var name in arguments.GetValue(names)!)
                {
                    var result = await vehicle.Services.Parameters.Read(name, stop);
                    // Of several ends that are not done the definite one goes before silence.
                    if (!Tell(result, vehicle, streams) && code != ExitCodes.Failed)
                        code = ParamReading.CodeOf(result.End);
                }
                return code;
            }
        );
        command.Arguments.Add(names);
        return command;
    }

    private static bool Tell(ParameterResult result, VehicleSession vehicle, StandardStreams streams)
    {
        if (result is { IsDone: true, Type: { } type })
            streams.Text.WriteLine(
                $"{result.Name},{ParameterFile.ValueText(result.Value, type)}{ParamReading.Described(vehicle, result.Name)}"
            );
        else
            streams.Errors.WriteLine($"dronecommand: {result.Name}: {result.Reason}");
        return result.IsDone;
    }
}
