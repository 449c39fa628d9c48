using System.CommandLine;
using DroneCommand.Cli.Inspect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Cli.Record;

/// <summary>The verb `record`.</summary>
internal sealed class RecordCommand
{
    private readonly Argument<string> _link = LinkWatch.AddressArgument();
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "what to write, as a rule NAME.tlog; Mission Planner, QGroundControl and MAVExplorer open it",
    };
    private readonly Option<bool> _force = new("--force") { Description = "overwrite the file if it is there" };
    private readonly Option<double?> _seconds = LinkWatch.SecondsOption();
    private readonly Option<bool> _heartbeat = LinkWatch.HeartbeatOption();

    public static Command Create(StandardStreams streams)
    {
        var verb = new RecordCommand();
        var command = new Command("record", "Records every frame that a link carries, with its time.")
        {
            verb._link,
            verb._file,
            verb._force,
            verb._seconds,
            verb._heartbeat,
        };
        command.SetAction(
            async (result, stop) =>
            {
                await new RecordRun(verb.Read(result), streams).Run(stop);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private RecordOptions Read(ParseResult result)
    {
        var address = LinkAddress.Parse(result.GetValue(_link)!);
        return new RecordOptions(
            address,
            result.GetValue(_file)!,
            result.GetValue(_force),
            result.GetValue(_heartbeat) || address.Kind == LinkKind.UdpConnect,
            result.GetValue(_seconds)
        );
    }
}
