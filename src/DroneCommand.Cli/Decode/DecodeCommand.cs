using System.CommandLine;
using DroneCommand.Cli.Signing;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Decode;

/// <summary>The verb `decode`.</summary>
internal sealed class DecodeCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "file to decode; - or nothing: standard input",
        DefaultValueFactory = _ => InputFile.Standard,
    };
    private readonly Option<bool> _hex = new("--hex")
    {
        Description = "each line is one stream in hexadecimal digits; its results end with a blank line",
    };
    private readonly Option<bool> _tlog = new("--tlog")
    {
        Description = "a recording: eight bytes of time before each frame (assumed for files named *.tlog)",
    };
    private readonly Option<string?> _key = KeyOption.Create(
        "deliver only frames signed with this key, 64 hexadecimal digits; without it signatures are not looked at"
    );
    private readonly Option<long> _localTimestamp = new("--local-timestamp")
    {
        Description =
            "the receiver's signing time, in units of 10 µs since 2015: new streams may be a minute behind it",
        DefaultValueFactory = _ => 0,
        HelpName = "N",
    };
    private readonly Option<bool> _radioStatus = new("--accept-unsigned-radio-status")
    {
        Description = "with --key: RADIO_STATUS, which radios send, needs no signature",
    };
    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "only these messages: names, with * and ?, or ids, parted by commas; no rejected bytes then",
        HelpName = "NAME,…",
    };
    private readonly Option<string[]> _system = new("--system")
    {
        Description = "only frames of these system ids",
        HelpName = "N,…",
    };
    private readonly Option<string[]> _component = new("--component")
    {
        Description = "only frames of these component ids",
        HelpName = "N,…",
    };
    private readonly Option<bool> _unknown = new("--unknown")
    {
        Description =
            "deliver frames of messages that the dialect does not have too, their payload in hexadecimal digits",
    };
    private readonly Option<bool> _noRejected = new("--no-rejected")
    {
        Description = "say nothing of bytes that are not delivered",
    };
    private readonly Option<bool> _stats = new("--stats")
    {
        Description = "instead of frames: counts, rates, bytes and loss by sender and message",
    };
    private readonly Option<bool> _json = new("--json") { Description = "with --stats: as JSON" };

    public static Command Create(StandardStreams streams)
    {
        var verb = new DecodeCommand();
        var command = new Command("decode", "Decodes MAVLink: one line of JSON per frame.")
        {
            verb._file,
            verb._hex,
            verb._tlog,
            verb._key,
            verb._localTimestamp,
            verb._radioStatus,
            verb._filter,
            verb._system,
            verb._component,
            verb._unknown,
            verb._noRejected,
            verb._stats,
            verb._json,
        };
        command.SetAction((result, stop) => Task.FromResult(verb.Run(result, streams, stop)));
        return command;
    }

    private int Run(ParseResult result, StandardStreams streams, CancellationToken stop)
    {
        new DecodeRun(Read(result), streams).Run(stop);
        return ExitCodes.Ok;
    }

    private DecodeOptions Read(ParseResult result)
    {
        var file = result.GetValue(_file)!;
        var filter = new FrameFilter(
            result.GetValue(_filter) ?? [],
            result.GetValue(_system) ?? [],
            result.GetValue(_component) ?? []
        );
        var hex = result.GetValue(_hex);
        return new DecodeOptions
        {
            File = file,
            Hex = hex,
            Tlog = result.GetValue(_tlog) || !hex && file.EndsWith(".tlog", StringComparison.OrdinalIgnoreCase),
            Filter = filter,
            Gate = ReadGate(result),
            ShowRejected = !result.GetValue(_noRejected) && !filter.NamesMessages,
            Stats = result.GetValue(_stats),
            Json = result.GetValue(_json),
        };
    }

    private GateOptions ReadGate(ParseResult result)
    {
        var timestamp = result.GetValue(_localTimestamp);
        return new GateOptions
        {
            Key = KeyOption.Read(result.GetValue(_key)),
            LocalTimestamp = timestamp is >= 0 and <= SigningTime.Max
                ? timestamp
                : throw new FormatException($"--local-timestamp is from 0 to {SigningTime.Max}"),
            AcceptUnsignedRadioStatus = result.GetValue(_radioStatus),
            UnknownMessages = result.GetValue(_unknown),
        };
    }
}
