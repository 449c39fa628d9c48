using System.Buffers.Binary;
using System.Text;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Simulator.Autopilots;
using Parameter = DroneCommand.Simulator.Autopilots.Parameter;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Makes <c>@PARAM/param.pck</c> (the format: <see cref="PackedParameters"/>) of the parameters as they are now.</summary>
internal static class ParameterPack
{
    private const int HeadLength = 6;

    public static byte[] Of(ParameterTable table, bool withDefaults)
    {
        var file = new List<byte>(table.InOrder.Count * 16);
        Span<byte> head = stackalloc byte[HeadLength];
        var magic = withDefaults ? PackedParameters.MagicWithDefaults : PackedParameters.Magic;
        BinaryPrimitives.WriteUInt16LittleEndian(head, magic);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)table.InOrder.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], (ushort)table.InOrder.Count);
        file.AddRange(head);
        var before = "";
        foreach (var parameter in table.InOrder)
        {
            Append(file, parameter, before, withDefaults);
            before = parameter.Name;
        }

        return [.. file];
    }

    private static void Append(List<byte> file, Parameter parameter, string before, bool withDefaults)
    {
        // At least one letter follows, even where the name goes on as the one before ends.
        var common = Math.Min(CommonLength(parameter.Name, before), parameter.Name.Length - 1);
        var letters = Encoding.ASCII.GetBytes(parameter.Name[common..]);
        var (code, value) = Packed(parameter.Type, parameter.Value);
        var standard = withDefaults && parameter.Value != parameter.Default;
        byte[] entry =
        [
            (byte)(code | (standard ? 1 << 4 : 0)),
            (byte)(common | ((letters.Length - 1) << 4)),
            .. letters,
            .. value,
            .. standard ? Packed(parameter.Type, parameter.Default).Bytes : [],
        ];
        // No value may cross the border of a packet: the packet that is read again would bring another half.
        var over = (file.Count + entry.Length) % FilePacket.MaxData;
        if (value.Length > 1 && over > 0 && over < value.Length)
        {
            file.AddRange(new byte[value.Length - over]);
        }

        file.AddRange(entry);
    }

    private static int CommonLength(string a, string b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
        {
            length++;
        }

        return length;
    }

    private static (int Code, byte[] Bytes) Packed(MavParamType type, float value)
    {
        var bytes = new byte[4];
        switch (type)
        {
            case MavParamType.Int8:
                return (1, [(byte)(sbyte)value]);
            case MavParamType.Int16:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)value);
                return (2, bytes[..2]);
            case MavParamType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value);
                return (3, bytes);
            default:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                return (4, bytes);
        }
    }
}
