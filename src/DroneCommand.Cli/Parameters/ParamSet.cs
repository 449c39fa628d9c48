using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>`param set NAME VALUE`: tells the value that the vehicle says it has now.</summary>
internal static class ParamSet
{
    public static Command Create(StandardStreams streams)
    {
        var name = new Argument<string>("NAME") { Description = "as the vehicle spells it" };
        var value = new Argument<double>("VALUE") { Description = "a number that its type can hold" };
        var command = VehicleVerb.Create(
            "set",
            "Sets one parameter and waits until the vehicle says so.",
            async (vehicle, arguments, stop) =>
            {
                var result = await vehicle.Services.Parameters.Set(
                    arguments.GetValue(name)!,
                    arguments.GetValue(value),
                    stop
                );
                if (result is not { IsDone: true, Type: { } type })
                    throw new VehicleException($"{result.Name}: {result.Reason}", ParamReading.CodeOf(result.End));
                streams.Text.WriteLine(
                    $"{result.Name},{ParameterFile.ValueText(result.Value, type)}{ParamReading.Unit(vehicle, result.Name)}"
                );
                return ExitCodes.Ok;
            }
        );
        command.Arguments.Add(name);
        command.Arguments.Add(value);
        return command;
    }
}
