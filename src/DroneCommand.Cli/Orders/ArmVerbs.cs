using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.Cli.Orders;

/// <summary>The verbs `arm` and `disarm`. Forcing either must be meant.</summary>
internal static class ArmVerbs
{
    public static Command CreateArm(StandardStreams streams) =>
        Create(
            "arm",
            "Arms the vehicle in its present mode and sees it armed.",
            "pass over the vehicle's own checks before arming",
            "arm --force passes over the vehicle's own checks: it may not know where it is when it takes off",
            (vehicle, forced) => new ArmSequence(vehicle, forced),
            streams
        );

    public static Command CreateDisarm(StandardStreams streams) =>
        Create(
            "disarm",
            "Switches the motors off and sees them off; in flight a copter refuses.",
            "stop the motors at once, wherever it is: in flight it falls",
            "disarm --force stops the motors at once: what flies, falls",
            (vehicle, forced) => forced ? new MotorsOffSequence(vehicle) : new DisarmSequence(vehicle),
            streams
        );

    private static Command Create(
        string name,
        string description,
        string forcing,
        string warning,
        Func<VehicleServices, bool, Sequence> sequence,
        StandardStreams streams
    )
    {
        var force = new Option<bool>("--force") { Description = forcing + "; needs --yes" };
        var sure = new Option<bool>("--yes") { Description = "with --force: it is meant" };
        var command = VehicleVerb.Create(
            name,
            description,
            async (vehicle, arguments, stop) =>
                Outcome.Tell(await sequence(vehicle.Services, arguments.GetValue(force)).Run(stop), streams),
            arguments =>
            {
                if (arguments.GetValue(force) && !arguments.GetValue(sure))
                    throw new FormatException(warning + "; add --yes if you mean it");
            }
        );
        command.Options.Add(force);
        command.Options.Add(sure);
        return command;
    }
}
