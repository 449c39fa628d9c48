using System.CommandLine;
using System.Globalization;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.Cli.Orders;

/// <summary>The verb `mode`.</summary>
internal sealed class ModeVerb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "for example GUIDED or RTL; upper and lower case and separators do not matter",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> _list = new("--list") { Description = "list the modes that the vehicle has" };

    public static Command Create(StandardStreams streams)
    {
        var verb = new ModeVerb();
        var command = VehicleVerb.Create(
            "mode",
            "Puts the vehicle into a mode and sees it there, or says in which it is.",
            (vehicle, arguments, stop) =>
                arguments.GetValue(verb._list) ? List(vehicle, streams, stop)
                : arguments.GetValue(verb._name) is { } name ? Change(vehicle, name, streams, stop)
                : Task.FromResult(Show(vehicle, streams)),
            arguments =>
            {
                if (arguments.GetValue(verb._list) && arguments.GetValue(verb._name) is { } name)
                    throw new FormatException($"--list changes nothing: leave out '{name}'");
            }
        );
        command.Arguments.Add(verb._name);
        command.Options.Add(verb._list);
        return command;
    }

    private static int Show(VehicleSession vehicle, StandardStreams streams)
    {
        streams.Text.WriteLine(vehicle.Services.Telemetry.Snapshot.Mode);
        return ExitCodes.Ok;
    }

    private static async Task<int> Change(
        VehicleSession vehicle,
        string name,
        StandardStreams streams,
        CancellationToken stop
    )
    {
        var services = vehicle.Services;
        var number = services.Autopilot?.ModeNumber(name) ?? (await Modes(vehicle, stop)).Find(name)?.Number;
        if (number is not { } mode)
            throw new FormatException($"the vehicle has no mode '{name}': see mode --list");
        return Outcome.Tell(await new ModeSequence(services, mode).Run(stop), streams);
    }

    private static async Task<int> List(VehicleSession vehicle, StandardStreams streams, CancellationToken stop)
    {
        var listing = await Modes(vehicle, stop);
        if (!listing.FromVehicle)
            streams.Errors.WriteLine(
                $"the vehicle does not list its modes; these are those of {vehicle.Services.Autopilot?.Name ?? "nobody"}"
            );
        foreach (var mode in listing.Modes)
            streams.Text.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{mode.Number, -10} {mode.Name}")
                    + (mode.IsSelectable ? "" : " (not to be chosen)")
            );
        return ExitCodes.Ok;
    }

    private static Task<ModeListing> Modes(VehicleSession vehicle, CancellationToken stop) =>
        new VehicleModes(vehicle.Connection, vehicle.Services.Commands).Read(vehicle.Services.Autopilot, stop);
}
