using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Messages;

/// <summary>Gets messages of any type; see <see cref="FrameView.Accept{TVisitor}"/>. A struct, so that calls are direct.</summary>
public interface IMessageVisitor
{
    /// <param name="message">Read from the frame.</param>
    /// <param name="frame">Valid until the call returns.</param>
    void Visit<T>(in T message, in FrameView frame)
        where T : struct, IMavlinkMessage<T>;
}

/// <summary>The entries of one visitor; the generator writes their list.</summary>
internal static unsafe partial class Dispatch<TVisitor>
    where TVisitor : struct, IMessageVisitor
{
    public static bool To(ref TVisitor visitor, in FrameView frame)
    {
        var index = MessageTable.IndexOf(frame.MessageId);
        if (index < 0)
            return false;
        Entries[index](frame, ref visitor);
        return true;
    }
}

/// <summary>What an entry does.</summary>
internal static class DispatchEntry<TVisitor>
    where TVisitor : struct, IMessageVisitor
{
    public static void Visit<T>(in FrameView frame, ref TVisitor visitor)
        where T : struct, IMavlinkMessage<T> => visitor.Visit(T.Read(frame.Payload), frame);
}
