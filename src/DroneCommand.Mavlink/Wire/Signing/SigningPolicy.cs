using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>What a link does with signed and unsigned frames.</summary>
public enum SigningMode
{
    /// <summary>Only frames that verify pass, and nothing passes while there is no key.</summary>
    Require,

    /// <summary>Unsigned frames pass and prove nothing; signed ones must verify. Without a key they pass unverified.</summary>
    Accept,

    /// <summary>Signed frames are refused.</summary>
    Refuse,
}

/// <summary>
/// The messages that may come unsigned where signatures are required, as PX4 sends and takes them. What is let through so
/// proves nothing, least of all that its sender is alive.
/// </summary>
[Flags]
public enum UnsignedMessages
{
    None = 0,
    Heartbeat = 1,
    RadioStatus = 2,
    AdsbVehicle = 4,
    Collision = 8,
}

/// <summary>How frames of one link are judged.</summary>
/// <param name="Mode">For all messages.</param>
/// <param name="LetThrough">Exceptions from <see cref="SigningMode.Require"/>.</param>
public readonly record struct SigningPolicy(SigningMode Mode, UnsignedMessages LetThrough = UnsignedMessages.None)
{
    internal bool LetsThroughUnsigned(uint messageId) =>
        Mode != SigningMode.Require
        || messageId switch
        {
            MessageIds.Heartbeat => Lets(UnsignedMessages.Heartbeat),
            MessageIds.RadioStatus => Lets(UnsignedMessages.RadioStatus),
            MessageIds.AdsbVehicle => Lets(UnsignedMessages.AdsbVehicle),
            MessageIds.Collision => Lets(UnsignedMessages.Collision),
            _ => false,
        };

    private bool Lets(UnsignedMessages message) => (LetThrough & message) != 0;
}
