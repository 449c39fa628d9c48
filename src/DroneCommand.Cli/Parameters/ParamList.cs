using System.CommandLine;
using System.IO.Enumeration;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>`param list [PATTERN]`: one line NAME,VALUE for each, in the vehicle's order.</summary>
internal static class ParamList
{
    public static Command Create(StandardStreams streams)
    {
        var pattern = new Argument<string>("PATTERN")
        {
            Description = "only these names, with * and ?",
            DefaultValueFactory = _ => "*",
        };
        var changed = new Option<bool>("--changed")
        {
            Description = "only what differs from the firmware's defaults, which stand behind it; ArduPilot tells them",
        };
        var oneByOne = new Option<bool>("--one-by-one")
        {
            Description = "not as a file, which is faster where the vehicle has one",
        };
        var command = VehicleVerb.Create(
            "list",
            "Reads all parameters; behind # the unit, where it is known.",
            async (vehicle, arguments, stop) =>
            {
                var list = await ParamReading.ReadAll(vehicle, streams, stop, arguments.GetValue(oneByOne));
                var onlyChanged = arguments.GetValue(changed);
                if (onlyChanged && !list.ByFile)
                    throw new VehicleException("the vehicle does not tell its defaults");
                foreach (var parameter in list.Parameters)
                    if (
                        FileSystemName.MatchesSimpleExpression(arguments.GetValue(pattern), parameter.Name)
                        && (!onlyChanged || parameter.Default != null)
                    )
                        streams.Text.WriteLine(Line(vehicle, parameter, onlyChanged));
                return ExitCodes.Ok;
            }
        );
        command.Arguments.Add(pattern);
        command.Options.Add(changed);
        command.Options.Add(oneByOne);
        return command;
    }

    private static string Line(VehicleSession vehicle, Parameter parameter, bool withDefault)
    {
        var unit = ParamReading.Unit(vehicle, parameter.Name);
        var line = $"{parameter.Name},{ParameterFile.ValueText(parameter.Value, parameter.Type)}";
        return withDefault && parameter.Default is { } d
            ? $"{line} # {ParameterFile.ValueText(d, parameter.Type)}{unit.Replace(" # ", " ", StringComparison.Ordinal)}"
            : line + unit;
    }
}
