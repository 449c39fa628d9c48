using System.CommandLine;
using System.Globalization;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Cli.Parameters;

/// <summary>
/// `param diff FILE`: '&lt;' what only the file has, '&gt;' what only the vehicle has, '!' what both have otherwise.
/// </summary>
internal static class ParamDiff
{
    public static Command Create(StandardStreams streams)
    {
        var file = new Argument<string>("FILE") { Description = "NAME,VALUE lines, or QGroundControl's" };
        var all = new Option<bool>("--all") { Description = "also what only the vehicle has" };
        var command = VehicleVerb.Create(
            "diff",
            "Compares a file with what a vehicle is set to; ends with 1 when they differ.",
            async (vehicle, arguments, stop) =>
            {
                var wanted = ParamReading.ReadFile(arguments.GetValue(file)!);
                var list = await ParamReading.ReadAll(vehicle, streams, stop);
                var comparison = ParameterComparison.Of(wanted, list.Parameters);
                var shown = arguments.GetValue(all) ? comparison : comparison with { OnlyThere = [] };
                Tell(shown, streams.Text);
                return shown.AreSame ? ExitCodes.Ok : ExitCodes.Failed;
            },
            check: arguments => ParamReading.ReadFile(arguments.GetValue(file)!)
        );
        command.Arguments.Add(file);
        command.Options.Add(all);
        return command;
    }

    private static void Tell(ParameterComparison comparison, TextWriter output)
    {
        foreach (var d in comparison.OnlyHere)
            output.WriteLine($"< {d.Name},{Text(d.Here)}");
        foreach (var d in comparison.OnlyThere)
            output.WriteLine($"> {d.Name},{Text(d.There)}");
        foreach (var d in comparison.Differing)
            output.WriteLine($"! {d.Name},{Text(d.Here)} vehicle {Text(d.There)}");
    }

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
