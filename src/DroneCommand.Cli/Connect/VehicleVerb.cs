using System.CommandLine;

namespace DroneCommand.Cli.Connect;

/// <summary>What a verb does with the vehicle that it was given; the result is the exit code.</summary>
internal delegate Task<int> VehicleAction(VehicleSession vehicle, ParseResult arguments, CancellationToken stop);

/// <summary>Makes the verbs that talk to a vehicle: they share the options that say which, and how it is reached.</summary>
internal static class VehicleVerb
{
    /// <param name="name">As it is typed.</param>
    /// <param name="description">One line for people.</param>
    /// <param name="action">
    /// Runs while the vehicle is connected; throws <see cref="VehicleException"/> when the vehicle refuses or is silent.
    /// </param>
    /// <param name="check">Looks at arguments and files before anything is connected; throws <see cref="FormatException"/>.</param>
    /// <param name="lookup">Makes the lookup of the options, for a verb that does something else with the key.</param>
    public static Command Create(
        string name,
        string description,
        VehicleAction action,
        Action<ParseResult>? check = null,
        Func<ConnectOptions, ParseResult, VehicleLookup>? lookup = null
    )
    {
        var connect = new ConnectOptions();
        var command = new Command(name, $"{description}{Environment.NewLine}{ExitCodes.OfVehicleVerbs}");
        connect.AddTo(command);
        command.SetAction(
            async (arguments, stop) =>
            {
                var where = lookup == null ? connect.Read(arguments) : lookup(connect, arguments);
                check?.Invoke(arguments);
                await using var vehicle = await VehicleSession.Open(where, TimeProvider.System, stop);
                return await action(vehicle, arguments, stop);
            }
        );
        return command;
    }
}
