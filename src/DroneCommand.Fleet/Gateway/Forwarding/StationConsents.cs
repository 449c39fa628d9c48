using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>
/// What one station was allowed and refused lately, so that a transfer, a stream and the resends of a command are one act
/// with one record. Used by the station's loop only.
/// </summary>
internal sealed class StationConsents(TimeProvider time)
{
    /// <summary>Stations send a command again within this time when they miss its answer.</summary>
    private static readonly TimeSpan ResentWithin = TimeSpan.FromSeconds(4);

    /// <summary>A transfer or stream that rested for longer has ended: so long autopilots wait for the next item.</summary>
    private static readonly TimeSpan RestsFor = TimeSpan.FromSeconds(8);

    /// <summary>Sticks held for longer are asked for, and recorded, again: the account may have lost its role.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>What the grain has decided shows in the vehicle's view by then.</summary>
    private static readonly TimeSpan ShownAfter = TimeSpan.FromSeconds(1);

    /// <summary>In COMMAND_LONG the confirmation is what differs between a command and its resend.</summary>
    private const int ConfirmationAt = 32;

    /// <summary>In FILE_TRANSFER_PROTOCOL the sequence number is.</summary>
    private const int FileSequenceAt = 3;
    private const int FileSequenceLength = 2;

    private readonly Dictionary<Key, Consent> known = [];

    /// <summary>Which act the frame belongs to.</summary>
    public static Key KeyOf(StationGate gate, in FrameView frame, StationAct act) =>
        act == StationAct.Control ? new Key(gate, $"control {frame.MessageId}", ActKind.Stream)
        : TransferOf(frame, act) is { } transfer ? new Key(gate, transfer, ActKind.Transfer)
        : new Key(gate, Payload(frame), ActKind.Once);

    /// <summary>An answer that still counts for a frame of this act; null when the grain must be asked.</summary>
    /// <param name="key">The act.</param>
    /// <param name="stillAllowed">Whether what was allowed may still be done, as far as is known here.</param>
    public StationConsent? Find(Key key, Func<bool> stillAllowed)
    {
        if (!known.TryGetValue(key, out var consent))
        {
            return null;
        }
        var now = time.GetTimestamp();
        var rests = key.Kind != ActKind.Once && consent.Given.Refusal is null ? RestsFor : ResentWithin;
        if (
            time.GetElapsedTime(consent.Used, now) > rests
            || (key.Kind == ActKind.Stream && time.GetElapsedTime(consent.Asked, now) > AskAgainAfter)
            || (
                consent.Given.Refusal is null && time.GetElapsedTime(consent.Asked, now) > ShownAfter && !stillAllowed()
            )
        )
        {
            known.Remove(key);
            return null;
        }
        if (consent.Given.Refusal is null)
        {
            known[key] = consent with { Used = now };
        }
        return consent.Given;
    }

    public void Keep(Key key, StationConsent given)
    {
        var now = time.GetTimestamp();
        foreach (var (old, consent) in known)
        {
            // What is sent after something else was is no resend: arm, disarm, arm are three acts.
            var overtaken =
                given.Refusal is null && key.Kind == ActKind.Once && old.Kind == ActKind.Once && old.Gate == key.Gate;
            if (overtaken || time.GetElapsedTime(consent.Used, now) > RestsFor)
            {
                known.Remove(old);
            }
        }
        known[key] = new Consent(given, now, now);
    }

    /// <summary>The items of a plan come because its count was let through: they are of the same act.</summary>
    public void KeepForItems(StationGate gate, in FrameView frame, StationConsent given)
    {
        if (
            frame.MessageId switch
            {
                MessageIds.MissionCount => frame.Read<MissionCount>().MissionType,
                MessageIds.MissionWritePartialList => frame.Read<MissionWritePartialList>().MissionType,
                _ => (MavMissionType?)null,
            } is
            { } plan
        )
        {
            Keep(new Key(gate, ItemsOf(plan), ActKind.Transfer), given);
        }
    }

    /// <summary>What frames that only go on with an act have in common; null for one that is an act of its own.</summary>
    private static string? TransferOf(in FrameView frame, StationAct act)
    {
        if (frame.TryRead<MissionItemInt>(out var item) && item.Current < StationWords.GuidedItem)
        {
            return ItemsOf(item.MissionType);
        }
        if (frame.TryRead<MissionItemMessage>(out var old) && old.Current < StationWords.GuidedItem)
        {
            return ItemsOf(old.MissionType);
        }
        return act == StationAct.File && StationWords.WritesBytes(frame) ? "bytes of a file" : null;
    }

    private static string ItemsOf(MavMissionType plan) => $"items {plan}";

    private static string Payload(in FrameView frame)
    {
        Span<byte> payload = stackalloc byte[byte.MaxValue];
        payload = payload[..frame.Payload.Length];
        frame.Payload.CopyTo(payload);
        if (frame.MessageId == MessageIds.CommandLong && payload.Length > ConfirmationAt)
        {
            payload = payload[..ConfirmationAt];
        }
        else if (
            frame.MessageId == MessageIds.FileTransferProtocol
            && payload.Length > FileSequenceAt + FileSequenceLength
        )
        {
            payload.Slice(FileSequenceAt, FileSequenceLength).Clear();
        }
        return $"{frame.MessageId} {Convert.ToHexString(payload.TrimEnd((byte)0))}";
    }

    /// <summary>How long an act lasts.</summary>
    internal enum ActKind
    {
        /// <summary>One frame and its resends.</summary>
        Once,

        /// <summary>Until its pieces have come.</summary>
        Transfer,

        /// <summary>As long as somebody holds the sticks.</summary>
        Stream,
    }

    /// <summary>One act at one vehicle.</summary>
    internal readonly record struct Key(StationGate Gate, string Act, ActKind Kind);

    private sealed record Consent(StationConsent Given, long Asked, long Used);
}
