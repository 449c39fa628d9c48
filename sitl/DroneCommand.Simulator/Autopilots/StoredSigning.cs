namespace DroneCommand.Simulator.Autopilots;

/// <summary>The signing key of a vehicle as it survives a reboot.</summary>
/// <param name="Secret">32 bytes; zeros stand for no signing.</param>
/// <param name="Time">The signing time when it was stored, units of 10 µs since 2015.</param>
public sealed record StoredSigning(byte[] Secret, long Time);
