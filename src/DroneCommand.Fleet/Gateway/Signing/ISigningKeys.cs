using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>A change of a vehicle's signing that was sent and is not proven yet.</summary>
public enum OpenChange
{
    /// <summary>None is open.</summary>
    None,

    /// <summary>It may or may not have taken a new key.</summary>
    SettingUp,

    /// <summary>It may or may not sign still.</summary>
    TurningOff,
}

/// <summary>What people may know of a vehicle's signing: everything but the key.</summary>
/// <param name="On">Only what is signed with its key counts.</param>
/// <param name="Readable">False when the key cannot be decrypted: nothing of the vehicle is accepted.</param>
/// <param name="SetUpHere">This server set the key up in the vehicle; otherwise it was imported.</param>
/// <param name="Since">Since when the key counts; null where that was not kept.</param>
/// <param name="Open">What is not proven yet: then frames of both states are accepted.</param>
public sealed record SigningStatus(bool On, bool Readable, bool SetUpHere, DateTimeOffset? Since, OpenChange Open);

/// <summary>The signing keys as the administrators' page uses them.</summary>
public interface ISigningKeys
{
    SigningStatus StatusOf(string network, byte systemId);

    /// <summary>See <see cref="SigningKeys.ImportKey"/>.</summary>
    Task<CommandOutcome> ImportKey(CommandRequest request, string vehicleId, SigningKey key);

    /// <summary>See <see cref="SigningKeys.RemoveKey"/>.</summary>
    Task<CommandOutcome> RemoveKey(CommandRequest request, string vehicleId);
}
