using System.Globalization;
using System.Security.Cryptography;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>The ends that a change of a vehicle's signing can have.</summary>
public enum SigningSetupEnd
{
    /// <summary>The vehicle was seen to sign with the new key, or to sign no more.</summary>
    Accepted,

    /// <summary>It said no; the text is its reason.</summary>
    Refused,

    /// <summary>It goes on as before: it did not take the change.</summary>
    NoAnswer,

    /// <summary>Nothing was heard that tells: it may have taken the change or not. Both states must be accepted.</summary>
    Unknown,

    /// <summary>Given up by the caller. Whether it took the change is not known, once the first message had left.</summary>
    Cancelled,
}

/// <summary>What became of a change of signing.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Text">For people.</param>
/// <param name="After">From the start to the end.</param>
public sealed record SigningSetupResult(SigningSetupEnd End, string Text, TimeSpan After)
{
    public bool IsAccepted => End == SigningSetupEnd.Accepted;
}

/// <summary>A change of a vehicle's signing: from no key to one, to another key, or to none.</summary>
/// <param name="Before">The key so far; null when there is none, or when it is not known.</param>
/// <param name="After">The new key; null turns signing off.</param>
/// <param name="LinkId">Ours towards this vehicle.</param>
/// <param name="Clock">The vehicle's signing time, of which the vehicle gets its first.</param>
public sealed record SigningChange(SigningKey? Before, SigningKey? After, byte LinkId, SigningClock Clock);

/// <summary>
/// Gives a vehicle a signing key with SETUP_SIGNING, or takes it away, and waits for proof. Nothing of ours is changed here:
/// what is sent goes on being signed as before, and only after <see cref="SigningSetupEnd.Accepted"/> the caller changes
/// over. So a vehicle that did not take the key is not shut out.
/// </summary>
/// <remarks>
/// <para>https://mavlink.io/en/services/ (message 256) has no answer: it is sent twice, and only what the vehicle sends
/// next tells. ArduPilot takes it from any ground station on any link while it is disarmed, and says so in a text when it
/// is armed; it signs at once, with a time one minute ahead of the one that it got.</para>
/// <para>The key crosses the link in clear. The caller says over which link that may be.</para>
/// <para>Keep accepting both states for a while after any other end than accepted: the message may still be under way.
/// <see cref="SigningTrial"/> is for that.</para>
/// </remarks>
public sealed class SigningSetup(VehicleConnection connection, SigningChange change)
{
    private const int Rounds = 3;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3.2);

    /// <summary>It is over after this long, whatever came.</summary>
    public static readonly TimeSpan Limit = Rounds * Round;

    // Between the twins, so that one burst of noise does not take both.
    private static readonly TimeSpan TwinAfter = TimeSpan.FromMilliseconds(150);

    // A heartbeat that comes sooner after a send may have left before the message arrived.
    private static readonly TimeSpan MayBeOlder = TimeSpan.FromSeconds(1);

    private long _started;
    private long _sent;
    private bool _goesOn;

    /// <summary>Runs once. Cancelling ends it at its next wait, and is a result of its own.</summary>
    public async Task<SigningSetupResult> Run(CancellationToken cancellation = default)
    {
        _started = connection.Time.GetTimestamp();
        if (connection.PeerVersion?.Invoke() == 1)
            return End(SigningSetupEnd.Refused, "it speaks MAVLink 1, which has no signatures");
        try
        {
            return await Steps(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return End(SigningSetupEnd.Cancelled, "given up: it may have taken the change or not");
        }
    }

    private async Task<SigningSetupResult> Steps(CancellationToken cancellation)
    {
        using var sightings = Watch();
        for (var round = 0; round < Rounds; round++)
        {
            Send();
            if (await Look(sightings, TwinAfter, cancellation) is { } soon)
                return soon;
            Send();
            if (await Look(sightings, Round - TwinAfter, cancellation) is { } end)
                return end;
        }
        var what = change.After == null ? "turn signing off" : "take the key";
        return _goesOn
            ? End(SigningSetupEnd.NoAnswer, $"it goes on as before: it did not {what}")
            : End(SigningSetupEnd.Unknown, $"it was not heard since: it may have done it or not ({what})");
    }

    /// <summary>Waits for what tells; null when the time ran out without it.</summary>
    private async Task<SigningSetupResult?> Look(
        MessageWaiter<Sighting> sightings,
        TimeSpan time,
        CancellationToken cancellation
    )
    {
        var since = connection.Time.GetTimestamp();
        while (true)
        {
            var arrival = await sightings.Next(time - connection.Time.GetElapsedTime(since), cancellation);
            if (!arrival.Came)
                return null;
            switch (arrival.Value)
            {
                case { Evidence: SigningEvidence.After }:
                    return Accepted();
                case { Refusal: { } why }:
                    return End(SigningSetupEnd.Refused, why);
                case { IsBehind: true }:
                    Teach();
                    break;
                case { Evidence: SigningEvidence.Before, At: var at }:
                    _goesOn = connection.Time.GetElapsedTime(_sent, at) >= MayBeOlder;
                    break;
            }
        }
    }

    private MessageWaiter<Sighting> Watch()
    {
        var trial = new SigningTrial(change.Before, change.After, change.Clock, connection.Time);
        var sightings = connection.ExpectEvents<Sighting>();
        sightings.Add(
            connection.OnFrame(
                (in FrameView frame) =>
                {
                    var verdict = trial.Check(frame, out var evidence);
                    var behind = verdict == SignatureVerdict.TooOld;
                    if (behind || evidence != SigningEvidence.None)
                        sightings.Offer(new Sighting(evidence, behind, null, connection.Time.GetTimestamp()));
                }
            )
        );
        // ArduPilot's words: 'ERROR: Won't setup signing when armed', 'ERROR: Failed to save signing key'.
        connection.Also<Statustext, Sighting>(
            sightings,
            text =>
                text.Text.ToString() is var words && words.Contains("signing", StringComparison.OrdinalIgnoreCase)
                    ? new Sighting(SigningEvidence.None, false, words, connection.Time.GetTimestamp())
                    : null
        );
        return sightings;
    }

    /// <summary>Each with a time of its own: the vehicle begins anew at the one it gets, and must not run backwards.</summary>
    private void Send()
    {
        Span<byte> secret = stackalloc byte[SigningKey.Length];
        secret.Clear();
        change.After?.CopyTo(secret);
        connection.Send(
            new SetupSigning
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                SecretKey = (ReadOnlySpan<byte>)secret,
                InitialTimestamp = change.After == null ? 0 : (ulong)change.Clock.Now,
            }
        );
        CryptographicOperations.ZeroMemory(secret);
        _sent = connection.Time.GetTimestamp();
        _goesOn = false;
    }

    /// <summary>It signs with the new key and a time of long ago: a signed frame of ours is what moves it on.</summary>
    private void Teach()
    {
        if (change.After is not { } key)
            return;
        var writer = new FrameWriter(connection.OwnSystem, connection.OwnComponent)
        {
            Signer = new FrameSigner(key, change.LinkId, change.Clock),
        };
        connection.SendBy(writer, new Timesync { Ts1 = 1, TargetSystem = connection.TargetSystem });
    }

    private SigningSetupResult Accepted() =>
        End(
            SigningSetupEnd.Accepted,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(change.After == null ? "unsigned heartbeats" : "a signed heartbeat")} seen after {connection.Time.GetElapsedTime(_started).TotalSeconds:0.0} s"
            )
        );

    private SigningSetupResult End(SigningSetupEnd end, string text) =>
        new(end, text, connection.Time.GetElapsedTime(_started));

    private sealed record Sighting(SigningEvidence Evidence, bool IsBehind, string? Refusal, long At);
}
