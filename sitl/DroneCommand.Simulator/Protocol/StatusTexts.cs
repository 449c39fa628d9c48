using System.Text;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Queue of STATUSTEXTs. They go out after the step that caused them, so a reason follows its COMMAND_ACK.</summary>
public sealed class StatusTexts(Sender sender)
{
    private const int ChunkBytes = 50;

    private readonly Queue<(MavSeverity Severity, string Text)> _waiting = new();
    private ushort _lastId;

    public void Say(MavSeverity severity, string text) => _waiting.Enqueue((severity, text));

    public void Flush()
    {
        while (_waiting.TryDequeue(out var text))
        {
            Send(text.Severity, text.Text);
        }
    }

    // A text that does not fit goes out in numbered chunks.
    private void Send(MavSeverity severity, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length <= ChunkBytes)
        {
            sender.Send(new Statustext { Severity = severity, Text = text });
            return;
        }

        _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        for (var chunk = 0; chunk * ChunkBytes < bytes.Length; chunk++)
        {
            var part = bytes.AsSpan(chunk * ChunkBytes, Math.Min(ChunkBytes, bytes.Length - (chunk * ChunkBytes)));
            sender.Send(
                new Statustext
                {
                    Severity = severity,
                    Text = Encoding.ASCII.GetString(part),
                    Id = _lastId,
                    ChunkSeq = (byte)chunk,
                }
            );
        }
    }
}
