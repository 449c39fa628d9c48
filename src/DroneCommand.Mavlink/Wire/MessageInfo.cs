namespace DroneCommand.Mavlink.Wire;

/// <summary>What a frame reader needs to know of a message.</summary>
/// <param name="Id">The message id, 24 bits.</param>
/// <param name="CrcExtra">Goes into the checksum after the payload.</param>
/// <param name="MinLength">Payload bytes without extensions.</param>
/// <param name="MaxLength">Payload bytes with extensions.</param>
/// <param name="Name">As MAVLink writes it.</param>
public sealed record MessageInfo(uint Id, byte CrcExtra, int MinLength, int MaxLength, string Name)
{
    /// <summary>In the order of the dialect, which is not that of the payload. Read when first asked for.</summary>
    public IReadOnlyList<MessageField> Fields => Messages.MessageTable.FieldsOf(Id);
}
