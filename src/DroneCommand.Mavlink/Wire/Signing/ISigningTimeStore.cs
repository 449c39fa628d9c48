namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>
/// Keeps the signing time of one sender and key where it outlives the process. One <see cref="SigningClock"/> uses it;
/// calls never overlap.
/// </summary>
public interface ISigningTimeStore
{
    /// <summary>What was saved last, in the units of <see cref="SigningTime"/>; 0 when nothing was.</summary>
    Task<long> Load(CancellationToken cancellation = default);

    /// <summary>Returns when the value would be found after a power cut; throws when that is not certain.</summary>
    Task Save(long timestamp, CancellationToken cancellation = default);
}
