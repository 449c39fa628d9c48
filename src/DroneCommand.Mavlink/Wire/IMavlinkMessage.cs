namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// A message as the generator makes it from the definition tables. What is true of the type is reached through the type
/// parameter (<c>T.MessageId</c>), or through <see cref="Messages.MessageIds"/> where a constant is needed.
/// </summary>
public interface IMavlinkMessage<TSelf>
    where TSelf : struct, IMavlinkMessage<TSelf>
{
    static abstract uint MessageId { get; }

    /// <summary>The seed that makes frames of a different definition fail their checksum.</summary>
    static abstract byte CrcExtra { get; }

    /// <summary>Payload bytes without extensions.</summary>
    static abstract int MinLength { get; }

    /// <summary>Payload bytes with extensions.</summary>
    static abstract int MaxLength { get; }

    /// <summary>The name as MAVLink writes it.</summary>
    static abstract string Name { get; }

    /// <summary>
    /// Reads a payload of any length: what MAVLink 2 cut off counts as zeros, what a newer definition adds is passed over.
    /// </summary>
    static abstract TSelf Read(ReadOnlySpan<byte> payload);

    /// <summary>Writes all <see cref="MaxLength"/> bytes and returns their number.</summary>
    int Write(Span<byte> destination);
}
