using System.Collections.Frozen;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>Whom a frame is for, by the dialect's own fields and so for every message that it has.</summary>
internal static class FrameTargets
{
    private const int None = -1;

    private static readonly FrozenDictionary<uint, (int System, int Component)> Offsets = MessageTable
        .All.Select(m => (m.Id, System: SystemOffsetOf(m), Component: OffsetOf(m, "target_component")))
        .Where(m => m.System != None)
        .ToFrozenDictionary(m => m.Id, m => (m.System, m.Component));

    /// <summary>Zeros for a message that is for all, or that cannot say whom it is for.</summary>
    public static (byte System, byte Component) Of(in FrameView frame) =>
        Offsets.TryGetValue(frame.MessageId, out var at)
            ? (At(frame.Payload, at.System), At(frame.Payload, at.Component))
            : default;

    /// <summary>Zeros at the end are not sent, and version 1 has no extensions.</summary>
    private static byte At(ReadOnlySpan<byte> payload, int offset) =>
        offset >= 0 && offset < payload.Length ? payload[offset] : (byte)0;

    /// <summary>MANUAL_CONTROL alone calls it by another name.</summary>
    private static int SystemOffsetOf(MessageInfo message) =>
        OffsetOf(message, message.Id == MessageIds.ManualControl ? "target" : "target_system");

    private static int OffsetOf(MessageInfo message, string field) =>
        message.Fields.FirstOrDefault(f => f.Name == field)?.Offset ?? None;
}
