using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>Writes, for any visitor, one entry a message: the way from a frame's id to its type without boxing.</summary>
internal static class DispatchEmitter
{
    public static string Emit(IReadOnlyList<(MessageDefinition Message, WireLayout Layout)> messages)
    {
        var text = new StringBuilder(Source.Head);
        text.Append(
            """

            internal static unsafe partial class Dispatch<TVisitor>
                where TVisitor : struct, IMessageVisitor
            {
                // In the order of MessageTable.All. An entry is compiled when its message first comes.
                private static readonly delegate*<in FrameView, ref TVisitor, void>[] Entries =
                [

            """
        );
        foreach (var (message, _) in messages)
            text.Append("        &DispatchEntry<TVisitor>.Visit<").Append(Names.Message(message.Name)).Append(">,\n");
        return text.Append("    ];\n}\n").ToString();
    }
}
