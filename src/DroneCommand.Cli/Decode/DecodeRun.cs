using DroneCommand.Cli.Streams;
using DroneCommand.Cli.Traffic;

namespace DroneCommand.Cli.Decode;

/// <summary>One call of `decode`. Nothing is held of the input but a chunk and the frame that it may end in.</summary>
internal sealed class DecodeRun(DecodeOptions options, StandardStreams streams)
{
    private const int ChunkLength = 64 * 1024;

    private readonly OutputBuffer _output = new(streams.Output);

    /// <exception cref="FormatException">The input is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Run(CancellationToken stop)
    {
        using var input = InputFile.Open(options.File, streams);
        using var lines = new JsonLines(_output, options.Filter, options.ShowRejected);
        var stats = options.Stats ? new StatsSink(options.Filter) : null;
        IPartSink sink = stats != null ? stats : lines;
        try
        {
            if (options.Hex)
                DecodeLines(input, sink, stop);
            else
                DecodeWhole(input, sink, stop);
        }
        finally
        {
            _output.Flush();
        }
        if (stats != null)
            Report(stats);
    }

    private void DecodeWhole(Stream input, IPartSink sink, CancellationToken stop)
    {
        var decoder = new StreamDecoder(new FrameGate(options.Gate), sink, options.Tlog);
        var chunk = new byte[ChunkLength];
        while (!stop.IsCancellationRequested)
        {
            var length = input.Read(chunk);
            if (length == 0)
                break;
            decoder.Take(chunk.AsSpan(0, length));
            // Input may come slowly, and what is decoded is waited for.
            if (length < chunk.Length)
                _output.Flush();
        }
        decoder.End();
    }

    private void DecodeLines(Stream input, IPartSink sink, CancellationToken stop)
    {
        var hex = new HexStreams(new LineReader(input, _output.Flush));
        while (!stop.IsCancellationRequested && hex.TryRead(out var stream))
        {
            var decoder = new StreamDecoder(new FrameGate(options.Gate), sink, options.Tlog);
            decoder.Take(stream);
            decoder.End();
            sink.EndStream();
        }
    }

    private void Report(StatsSink stats)
    {
        var source = options.File == InputFile.Standard ? "standard input" : Path.GetFileName(options.File);
        var report = TrafficReport.From(source, stats.Stats, stats.Seconds, new AverageRates(stats.Seconds));
        if (options.Json)
            streams.Text.WriteLine(TrafficJson.Of(report));
        else
            TrafficConsole.Plain(streams.Text).Write(TrafficTable.Of(report));
    }
}
