using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>
/// A change of a vehicle's signing that was sent and is neither proven nor taken back: frames of both states are accepted
/// until the vehicle's heartbeats prove one. Thread-safe.
/// </summary>
internal sealed class PendingChange
{
    /// <summary>
    /// A vehicle that still signs as before so long after the last message was sent has not taken it. A minute is more
    /// than any link holds a message back; a key forgotten too soon would shut the vehicle out.
    /// </summary>
    public static readonly TimeSpan RollBackAfter = TimeSpan.FromMinutes(1);

    private readonly SigningTrial trial;
    private readonly TimeProvider time;
    private readonly Action<PendingChange, bool> settle;
    private long sent;
    private int settled;

    /// <param name="vehicle">Whose it is.</param>
    /// <param name="before">Its key so far; null when it has none.</param>
    /// <param name="after">The new key; null: it shall sign no more.</param>
    /// <param name="linkId">Ours towards this vehicle.</param>
    /// <param name="clock">The vehicle's signing time.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="settle">Called once, with true when the vehicle has taken it; on a receive thread.</param>
    public PendingChange(
        RegisteredVehicle vehicle,
        SigningKey? before,
        SigningKey? after,
        byte linkId,
        SigningClock clock,
        TimeProvider time,
        Action<PendingChange, bool> settle
    )
    {
        Vehicle = vehicle;
        Change = new SigningChange(before, after, linkId, clock);
        trial = new SigningTrial(before, after, clock, time);
        this.time = time;
        this.settle = settle;
        Sent();
    }

    public RegisteredVehicle Vehicle { get; }

    public SigningChange Change { get; }

    public bool TurnsOff => Change.After is null;

    /// <summary>The messages leave now, or a moment ago.</summary>
    public void Sent() => Volatile.Write(ref sent, time.GetTimestamp());

    /// <summary>What the frame proves by the new state; null when it is judged as ever. Call it once per frame.</summary>
    public FrameProof? Check(in FrameView frame)
    {
        var verdict = trial.Check(frame, out var evidence);
        if (evidence == SigningEvidence.After)
        {
            Settle(taken: true);
        }
        else if (evidence == SigningEvidence.Before && time.GetElapsedTime(Volatile.Read(ref sent)) >= RollBackAfter)
        {
            Settle(taken: false);
        }
        return verdict switch
        {
            null => null,
            SignatureVerdict.UnsignedPassed => FrameProof.None,
            SignatureVerdict.Replay => FrameProof.Rejected,
            // Behind our time, as one without a clock may be; but nobody else has ever had this key.
            _ => FrameProof.Verified,
        };
    }

    /// <summary>It is over; the first call counts.</summary>
    public void Settle(bool taken)
    {
        if (Interlocked.Exchange(ref settled, 1) == 0)
        {
            settle(this, taken);
        }
    }
}
