using System.CommandLine;
using System.Globalization;
using DroneCommand.Cli.Signing;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Encode;

/// <summary>The verb `encode`.</summary>
internal sealed class EncodeCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "lines of JSON to encode; - or nothing: standard input",
        DefaultValueFactory = _ => InputFile.Standard,
    };

    private readonly Option<string?> _key = KeyOption.Create(
        "signs frames, 64 hexadecimal digits; lines give link_id and timestamp, or \"signed\": false"
    );

    public static Command Create(StandardStreams streams)
    {
        var verb = new EncodeCommand();
        var command = new Command(
            "encode",
            "Makes frames of lines of JSON with name, version, sysid, compid, seq and fields: one frame a line, in "
                + "hexadecimal digits. Lines that cannot be encoded are named on standard error; the others go on."
        )
        {
            verb._file,
            verb._key,
        };
        command.SetAction((result, _) => Task.FromResult(verb.Run(result, streams)));
        return command;
    }

    private int Run(ParseResult result, StandardStreams streams)
    {
        using var key = KeyOption.Read(result.GetValue(_key));
        var output = new OutputBuffer(streams.Output);
        using var input = InputFile.Open(result.GetValue(_file)!, streams);
        var lines = new LineReader(input, output.Flush);
        var encoder = new LineEncoder(key);
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        var failed = false;
        while (lines.TryRead(out var line))
        {
            if (line.Trim(" \t"u8).IsEmpty)
                continue;
            try
            {
                Write(output, frame[..encoder.Encode(line, frame)]);
            }
            catch (FormatException e)
            {
                failed = true;
                streams.Errors.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"line {lines.LineNumber}: {e.Message}")
                );
            }
        }
        output.Flush();
        return failed ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static void Write(OutputBuffer output, ReadOnlySpan<byte> frame)
    {
        if (frame.IsEmpty)
            return;
        Convert.TryToHexStringLower(frame, output.GetSpan(2 * frame.Length), out var written);
        output.Advance(written);
        output.EndLine();
    }
}
