using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Orders;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Signing;

/// <summary>The verbs `signing on`, `off` and `status`.</summary>
internal static class SigningVerbs
{
    public static Command Create(StandardStreams streams) =>
        new("signing", "Sets a vehicle's signing key up, takes it away, or says whether it signs.")
        {
            CreateOn(streams),
            CreateOff(streams),
            CreateStatus(streams),
        };

    private static Command CreateOn(StandardStreams streams)
    {
        var old = KeyFile.Option("--old-key", "the key that it has, if another one is to take its place");
        var sure = new Option<bool>("--yes")
        {
            Description = "nobody listens on the link, which the key crosses in clear",
        };
        var key = (Key: (SigningKey?)null, Path: "");
        var command = VehicleVerb.Create(
            "on",
            "Gives the vehicle the key in --key FILE and sees it sign; makes a new key where the file is not there yet.",
            async (vehicle, arguments, stop) =>
            {
                var before = KeyFile.Read("--old-key", arguments.GetValue(old));
                return await Change(vehicle, before, key.Key, streams, stop);
            },
            lookup: (connect, arguments) =>
            {
                key.Path = connect.KeyPath(arguments) ?? throw new FormatException("signing on needs --key FILE");
                if (!arguments.GetValue(sure))
                    throw new FormatException(
                        "signing on sends the key in clear: whoever listens on the link has it; add --yes if nobody does"
                    );
                var lookup = connect.Read(arguments, readKey: false) with
                {
                    Key = KeyFile.Read("--old-key", arguments.GetValue(old)),
                    ProofRequired = false,
                };
                // On the disk before the vehicle has it: a key that is lost shuts everybody out.
                (key.Key, var isNew) = KeyFile.ReadOrCreate("--key", key.Path);
                if (isNew)
                    streams.Errors.WriteLine($"a new key is in {key.Path}");
                return lookup;
            }
        );
        command.Options.Add(old);
        command.Options.Add(sure);
        return command;
    }

    private static Command CreateOff(StandardStreams streams)
    {
        SigningKey? key = null;
        return VehicleVerb.Create(
            "off",
            "Takes the vehicle's key away and sees it send unsigned; --key is the one that it has.",
            (vehicle, _, stop) => Change(vehicle, key, null, streams, stop),
            lookup: (connect, arguments) =>
            {
                var lookup = connect.Read(arguments);
                key = lookup.Key;
                return lookup with { ProofRequired = false };
            }
        );
    }

    private static Command CreateStatus(StandardStreams streams)
    {
        SigningKey? key = null;
        return VehicleVerb.Create(
            "status",
            "Says whether the vehicle signs, and with --key whether with that key.",
            async (vehicle, _, stop) =>
            {
                streams.Text.WriteLine(await new SigningWatch(vehicle, key).Read(stop));
                return ExitCodes.Ok;
            },
            lookup: (connect, arguments) =>
            {
                var lookup = connect.Read(arguments);
                key = lookup.Key;
                return lookup with { Key = null, ProofRequired = false };
            }
        );
    }

    private static async Task<int> Change(
        VehicleSession vehicle,
        SigningKey? before,
        SigningKey? after,
        StandardStreams streams,
        CancellationToken stop
    )
    {
        var signing = vehicle.Signing;
        var change = new SigningChange(before, after, signing.LinkId, signing.Clock);
        var result = await new SigningSetup(vehicle.Connection, change).Run(stop);
        if (!result.IsAccepted)
            return Outcome.Tell(result, streams);
        signing.Use(after);
        var answers = await vehicle.Services.RequestIdentity(stop);
        var way = after == null ? "unsigned" : "signed";
        return Outcome.Tell(
            answers.IsAccepted
                ? result with
                {
                    Text = $"{result.Text}; a command that is {way} is answered",
                }
                : result with
                {
                    End = SigningSetupEnd.Unknown,
                    Text = $"{result.Text}, but a command that is {way} was not answered: {answers.Reason}",
                },
            streams
        );
    }
}
