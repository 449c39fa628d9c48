using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Console.Viewer;

/// <summary>Keys that a page can be shown with: what it gives and takes goes to <see cref="FakeGrains"/>.</summary>
public sealed class FakeSigningKeys(FakeGrains grains) : ISigningKeys
{
    private static readonly SigningStatus Off = new(false, false, false, null, OpenChange.None);

    /// <summary>By system id; all others are off.</summary>
    public Dictionary<byte, SigningStatus> States { get; } = [];

    /// <summary>The bytes of the key that was imported last.</summary>
    public byte[] Imported { get; private set; } = [];

    public SigningStatus StatusOf(string network, byte systemId) => States.GetValueOrDefault(systemId, Off);

    public Task<CommandOutcome> ImportKey(CommandRequest request, string vehicleId, SigningKey key)
    {
        Imported = new byte[SigningKey.Length];
        key.CopyTo(Imported);
        return grains.Receive(vehicleId, "import-key", request);
    }

    public Task<CommandOutcome> RemoveKey(CommandRequest request, string vehicleId) =>
        grains.Receive(vehicleId, "remove-key", request);
}
