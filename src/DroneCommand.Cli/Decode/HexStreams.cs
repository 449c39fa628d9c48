using System.Buffers;
using System.Globalization;
using DroneCommand.Cli.Streams;

namespace DroneCommand.Cli.Decode;

/// <summary>Input whose every line is a stream of its own, in hexadecimal digits.</summary>
internal sealed class HexStreams(LineReader lines)
{
    private byte[] _bytes = new byte[1024];

    /// <summary>The next stream; valid until the one after it is read.</summary>
    /// <exception cref="FormatException">A line is no hexadecimal number of whole bytes; the message names it.</exception>
    public bool TryRead(out ReadOnlySpan<byte> stream)
    {
        stream = default;
        if (!lines.TryRead(out var line))
            return false;
        line = line.Trim(" \t"u8);
        if (_bytes.Length < line.Length / 2)
            _bytes = new byte[line.Length];
        var status = Convert.FromHexString(line, _bytes, out _, out var written);
        if (status != OperationStatus.Done)
            throw new FormatException(Complaint(line));
        stream = _bytes.AsSpan(0, written);
        return true;
    }

    private string Complaint(ReadOnlySpan<byte> line)
    {
        var bad = line.IndexOfAnyExcept(SearchValues.Create("0123456789abcdefABCDEF"u8));
        var what =
            bad >= 0
                ? string.Create(CultureInfo.InvariantCulture, $"character {bad + 1} is no hexadecimal digit")
                : string.Create(CultureInfo.InvariantCulture, $"an odd number of hexadecimal digits ({line.Length})");
        return string.Create(CultureInfo.InvariantCulture, $"line {lines.LineNumber}: {what}");
    }
}
