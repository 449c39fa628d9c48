using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>What a vehicle that was given a key is verified and signed with. A new key makes a new one.</summary>
internal sealed class VehicleSigning
{
    /// <param name="key">Null when it cannot be decrypted: then nothing verifies and nothing may be sent.</param>
    /// <param name="linkId">Ours towards this vehicle.</param>
    /// <param name="clock">The vehicle's signing time.</param>
    public VehicleSigning(SigningKey? key, byte linkId, SigningClock clock)
    {
        Key = key;
        LinkId = linkId;
        Clock = clock;
        Verifier = new SignatureVerifier(key, clock);
        Signer = key is null ? null : new FrameSigner(key, linkId, clock);
    }

    /// <summary>Null when it cannot be decrypted.</summary>
    public SigningKey? Key { get; }

    public byte LinkId { get; }

    /// <summary>Since when the key counts; null where that was not kept.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>True when this server set it up in the vehicle, false when it was imported.</summary>
    public bool SetUpHere { get; init; }

    public SigningClock Clock { get; }

    public SignatureVerifier Verifier { get; }

    /// <summary>Null when the key cannot be decrypted.</summary>
    public FrameSigner? Signer { get; }
}
