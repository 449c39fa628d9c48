using System.Text.Encodings.Web;
using System.Text.Json;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>Writes one JSON object a line for each part of a stream. One thread; allocates nothing per frame.</summary>
internal sealed class JsonLines : IPartSink, IDisposable
{
    private readonly OutputBuffer _output;
    private readonly Utf8JsonWriter _json;
    private readonly FrameFilter _filter;
    private readonly bool _showRejected;
    private readonly Dictionary<uint, MessagePlan> _plans = [];

    // Payloads come without the zeros at their end.
    private readonly byte[] _payload = new byte[256];

    public JsonLines(OutputBuffer output, FrameFilter filter, bool showRejected)
    {
        _output = output;
        _filter = filter;
        _showRejected = showRejected;
        _json = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }

    public void Delivered(in StreamPart part)
    {
        var frame = part.Frame;
        if (!_filter.Passes(frame))
            return;
        _json.WriteStartObject();
        if (frame.Info is { } info)
        {
            var plan = PlanFor(info);
            _json.WriteString("name"u8, plan.Name);
            Header(part);
            Fields(plan, frame);
        }
        else
        {
            _json.WriteString("name"u8, $"UNKNOWN_{frame.MessageId}");
            Header(part);
            _json.WriteString("payload"u8, Convert.ToHexStringLower(frame.Payload));
        }
        _json.WriteEndObject();
        EndLine();
    }

    public void Rejected(string reason, long offset, long length)
    {
        if (!_showRejected)
            return;
        _json.WriteStartObject();
        _json.WriteString("rejected"u8, reason);
        _json.WriteNumber("offset"u8, offset);
        _json.WriteNumber("length"u8, length);
        _json.WriteEndObject();
        EndLine();
    }

    public void EndStream() => _output.EndLine();

    public void Dispose() => _json.Dispose();

    private MessagePlan PlanFor(MessageInfo info)
    {
        if (!_plans.TryGetValue(info.Id, out var plan))
            _plans.Add(info.Id, plan = new MessagePlan(info));
        return plan;
    }

    private void Header(in StreamPart part)
    {
        var frame = part.Frame;
        _json.WriteNumber("msgid"u8, frame.MessageId);
        _json.WriteNumber("version"u8, frame.Version);
        _json.WriteBoolean("signed"u8, frame.Signed);
        _json.WriteNumber("sysid"u8, (uint)frame.SystemId);
        _json.WriteNumber("compid"u8, (uint)frame.ComponentId);
        _json.WriteNumber("seq"u8, (uint)frame.Sequence);
        _json.WriteNumber("offset"u8, part.Offset);
        if (frame.Signed)
        {
            _json.WriteNumber("link_id"u8, (uint)frame.LinkId);
            _json.WriteNumber("timestamp"u8, frame.Timestamp);
        }
        if (part.RecordedAt != 0)
            _json.WriteNumber("time_usec"u8, part.RecordedAt);
    }

    private void Fields(MessagePlan plan, in FrameView frame)
    {
        _payload.AsSpan(frame.Payload.Length).Clear();
        frame.Payload.CopyTo(_payload);
        _json.WriteStartObject("fields"u8);
        foreach (ref readonly var field in plan.Fields(frame.Version))
            FieldValues.Write(_json, field, _payload);
        _json.WriteEndObject();
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _output.EndLine();
    }
}
