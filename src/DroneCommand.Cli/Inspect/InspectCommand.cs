using System.CommandLine;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Cli.Inspect;

/// <summary>The verb `inspect`.</summary>
internal sealed class InspectCommand
{
    private readonly Argument<string> _link = LinkWatch.AddressArgument();
    private readonly Option<bool> _json = new("--json")
    {
        Description = "a JSON document a second; with --seconds one, at the end",
    };
    private readonly Option<double?> _seconds = LinkWatch.SecondsOption();
    private readonly Option<bool> _heartbeat = LinkWatch.HeartbeatOption();

    public static Command Create(StandardStreams streams)
    {
        var verb = new InspectCommand();
        var command = new Command(
            "inspect",
            "Shows what a link carries: messages of each sender, their rates and bytes of the last five seconds, and loss."
        )
        {
            verb._link,
            verb._json,
            verb._seconds,
            verb._heartbeat,
        };
        command.SetAction(
            async (result, stop) =>
            {
                await new InspectRun(verb.Read(result), streams).Run(stop);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private InspectOptions Read(ParseResult result)
    {
        var address = LinkAddress.Parse(result.GetValue(_link)!);
        return new InspectOptions(
            address,
            result.GetValue(_heartbeat) || address.Kind == LinkKind.UdpConnect,
            result.GetValue(_seconds),
            result.GetValue(_json)
        );
    }
}
