using System.Text;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// Joins the chunks of long texts. A text whose later chunk is lost is given out with a mark when the next one begins.
/// </summary>
internal sealed class StatusTextAssembler
{
    private const int ChunkLength = 50;

    private readonly StringBuilder _text = new();
    private ushort _id;
    private int _nextChunk;
    private MavSeverity _severity;

    /// <summary>Calls <paramref name="whole"/> for each text that is complete with this message.</summary>
    public void Take(in Statustext message, Action<StatusTextPart> whole)
    {
        var chunk = message.Text.ToString();
        if (message.Id == 0)
        {
            Flush(whole);
            whole(new StatusTextPart(message.Severity, chunk));
            return;
        }
        if (message.Id != _id)
            Flush(whole);
        if (_text.Length == 0 && _nextChunk == 0)
            (_id, _severity) = (message.Id, message.Severity);
        if (message.ChunkSeq < _nextChunk)
            return;
        if (message.ChunkSeq > _nextChunk)
            _text.Append('…');
        _text.Append(chunk);
        _nextChunk = message.ChunkSeq + 1;
        if (message.Text.AsSpan().Length < ChunkLength)
            Flush(whole);
    }

    private void Flush(Action<StatusTextPart> whole)
    {
        if (_text.Length > 0)
            whole(new StatusTextPart(_severity, _text.ToString()));
        _text.Clear();
        _id = 0;
        _nextChunk = 0;
    }
}
