using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Encode;

/// <summary>Makes the frame that a line of JSON describes, as `decode` writes them. One thread.</summary>
/// <param name="key">Signs the lines that are to be signed; null for none.</param>
internal sealed class LineEncoder(SigningKey? key)
{
    private readonly byte[] _payload = new byte[255];

    /// <summary>Returns the frame's length; 0 for a line that tells of rejected bytes.</summary>
    /// <exception cref="FormatException">What is wrong with the line.</exception>
    public int Encode(ReadOnlySpan<byte> line, Span<byte> frame)
    {
        using var document = Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("expected an object");
        if (root.TryGetProperty("rejected"u8, out _))
            return 0;
        var info = Message(root);
        var version = (int)Number(root, "version", 2, min: 1);
        Fill(info, root);
        var writer = new FrameWriter((byte)Number(root, "sysid", 255), (byte)Number(root, "compid", 255), version)
        {
            NextSequence = (byte)Number(root, "seq", 255),
        };
        if (IsToBeSigned(root))
            writer.Signer = Signer(root, version);
        try
        {
            return writer.Write(info, _payload.AsSpan(0, info.MaxLength), frame);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message);
        }
    }

    /// <summary>What a line says of itself; where it says nothing, a key is there to be used.</summary>
    private bool IsToBeSigned(JsonElement root)
    {
        if (root.TryGetProperty("signed"u8, out var signed))
            return signed.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? signed.GetBoolean()
                : throw new FormatException($"signed: {signed.GetRawText()} is neither true nor false");
        return key != null || root.TryGetProperty("link_id"u8, out _) || root.TryGetProperty("timestamp"u8, out _);
    }

    private FrameSigner Signer(JsonElement root, int version)
    {
        if (key == null)
            throw new FormatException("it is to be signed, but there is no --key");
        if (version == 1)
            throw new FormatException("MAVLink 1 has no signatures");
        var linkId = (byte)Number(root, "link_id", byte.MaxValue);
        var timestamp = (long)Number(root, "timestamp", SigningTime.Max);
        return new FrameSigner(key, linkId, SigningClock.StandingAt(timestamp));
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var document = JsonDocument.ParseValue(ref reader);
            // Anything behind it but blanks is an error that the reader finds.
            reader.Read();
            return document;
        }
        catch (JsonException e)
        {
            throw new FormatException($"no JSON: {e.Message}");
        }
    }

    private static MessageInfo Message(JsonElement root)
    {
        if (!root.TryGetProperty("name"u8, out var name) || name.ValueKind != JsonValueKind.String)
            throw new FormatException("name is missing");
        return MessageTable.TryGet(name.GetString()!, out var info)
            ? info
            : throw new FormatException($"there is no message {name.GetString()}");
    }

    /// <summary>Writes the fields in wire order; what is not given is zero.</summary>
    private void Fill(MessageInfo info, JsonElement root)
    {
        if (!root.TryGetProperty("fields"u8, out var fields) || fields.ValueKind != JsonValueKind.Object)
            throw new FormatException("fields is missing");
        _payload.AsSpan().Clear();
        foreach (var given in fields.EnumerateObject())
        {
            var field = info.Fields.FirstOrDefault(f => given.NameEquals(f.Name));
            if (field == null)
                throw new FormatException($"{info.Name} has no field {given.Name}");
            Write(info, field, given.Value);
        }
        foreach (var field in info.Fields.Where(f => f.Constant != null))
            using (var constant = JsonDocument.Parse(field.Constant!))
                Write(info, field, constant.RootElement);
    }

    private void Write(MessageInfo info, MessageField field, JsonElement value)
    {
        try
        {
            FieldEncoder.Write(field, value, _payload);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // The latter: text with half of a surrogate pair.
            throw new FormatException($"{info.Name}.{field.Name}: {e.Message}");
        }
    }

    private static ulong Number(JsonElement root, string key, ulong max, ulong min = 0)
    {
        if (!root.TryGetProperty(key, out var value))
            throw new FormatException($"{key} is missing");
        return
            value.ValueKind == JsonValueKind.Number
            && value.TryGetUInt64(out var number)
            && number >= min
            && number <= max
            ? number
            : throw new FormatException($"{key}: {value.GetRawText()} is no integer from {min} to {max}");
    }
}
