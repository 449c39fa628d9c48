using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Cli.Orders;

/// <summary>The verb `command`: any command of the dialect, and what the vehicle made of it.</summary>
internal sealed class CommandVerb
{
    // Sending these again changes nothing, so a lost frame costs no answer. All others are sent once unless asked for.
    private static readonly HashSet<MavCmd> Repeatable =
    [
        MavCmd.DoSetMode,
        MavCmd.RequestMessage,
        MavCmd.SetMessageInterval,
        MavCmd.GetMessageInterval,
        MavCmd.GetHomePosition,
        MavCmd.DoSetMissionCurrent,
        MavCmd.DoFenceEnable,
        MavCmd.DoReposition,
        MavCmd.DoPauseContinue,
        MavCmd.NavReturnToLaunch,
        MavCmd.NavLand,
    ];

    private readonly Argument<string> _name = new("NAME")
    {
        Description = "as MAVLink writes it, with or without MAV_CMD_, or its number",
    };
    private readonly Argument<string[]> _parameters = new("P1 … P7")
    {
        Description = "by position, or NAME=VALUE by the dialect's labels, or P1=VALUE; enum values by number or name",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<double?> _latitude = Part("--lat", "DEG", "degrees north: parameter 5");
    private readonly Option<double?> _longitude = Part("--lon", "DEG", "degrees east: parameter 6");
    private readonly Option<double?> _altitude = Part("--alt", "M", "metres in the frame: parameter 7");
    private readonly Option<string> _frame = new("--frame")
    {
        Description = "what the altitude is measured from: " + Frames.Names,
        DefaultValueFactory = _ => Frames.Default,
    };
    private readonly Option<bool> _repeat = new("--repeat")
    {
        Description = "send it up to six times while there is no answer: only where a second one changes nothing",
    };
    private readonly Option<double> _expiry = new("--timeout")
    {
        Description = "seconds to wait for an answer; progress that the vehicle reports extends it",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 5,
    };

    public static Command Create(StandardStreams streams)
    {
        var verb = new CommandVerb();
        var command = VehicleVerb.Create(
            "command",
            "Sends a command and tells the answer: 0 accepted, 1 refused, 2 no answer.",
            (vehicle, arguments, stop) => verb.Run(vehicle, arguments, streams, stop),
            arguments => verb.Read(arguments)
        );
        command.Arguments.Add(verb._name);
        command.Arguments.Add(verb._parameters);
        foreach (
            var option in new Option[]
            {
                verb._latitude,
                verb._longitude,
                verb._altitude,
                verb._frame,
                verb._repeat,
                verb._expiry,
            }
        )
            command.Options.Add(option);
        return command;
    }

    private static Option<double?> Part(string name, string unit, string description) =>
        new(name) { Description = description, HelpName = unit };

    private async Task<int> Run(
        VehicleSession vehicle,
        ParseResult arguments,
        StandardStreams streams,
        CancellationToken stop
    )
    {
        var (typed, options) = Read(arguments);
        var commands = vehicle.Services.Commands;
        var result = typed.Info.HasLocation
            ? await commands.Send(typed.WithPlace(Frame(arguments)), options, stop)
            : await commands.Send(typed.WithoutPlace(), options, stop);
        return Outcome.Tell(result, streams);
    }

    private (CommandArguments, CommandOptions) Read(ParseResult arguments)
    {
        var typed = CommandArguments.Read(arguments.GetValue(_name)!, arguments.GetValue(_parameters) ?? []);
        typed.Place(arguments.GetValue(_latitude), arguments.GetValue(_longitude), arguments.GetValue(_altitude));
        if (typed.Info.HasLocation)
            typed.WithPlace(Frame(arguments));
        var seconds = arguments.GetValue(_expiry);
        if (seconds is not (> 0 and <= 600))
            throw new FormatException("--timeout is a number of seconds up to 600");
        var sends = arguments.GetValue(_repeat) || Repeatable.Contains(typed.Info.Command) ? 6 : 1;
        return (typed, new CommandOptions { Expiry = TimeSpan.FromSeconds(seconds), MaxSends = sends });
    }

    private MavFrame Frame(ParseResult arguments) => Frames.Parse(arguments.GetValue(_frame)!);
}
