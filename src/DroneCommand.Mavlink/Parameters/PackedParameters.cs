using System.Buffers.Binary;
using System.Text;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>
/// ArduPilot's file of all parameters, <c>@PARAM/param.pck</c>: a head of magic, count and total (16 bits each), then for
/// each parameter its type and a flag for an attached default (half a byte each), how many letters of its name are those
/// of the name before and how many follow, less one (half a byte each), those letters, the value, and perhaps the default.
/// Zero bytes between parameters pad, so that no value crosses the border of a packet.
/// </summary>
public static class PackedParameters
{
    public const string Path = "@PARAM/param.pck";

    /// <summary>The same with the defaults of what differs from them.</summary>
    public const string PathWithDefaults = "@PARAM/param.pck?withdefaults=1";

    public const ushort Magic = 0x671b;
    public const ushort MagicWithDefaults = 0x671c;

    private const int HeadLength = 6;
    private const int MaxName = 16;
    private const int DefaultFlag = 1;

    /// <summary>The parameters in their order.</summary>
    /// <exception cref="FormatException">The file is damaged or cut; a part of it would be taken for the whole.</exception>
    public static IReadOnlyList<Parameter> Decode(ReadOnlySpan<byte> file)
    {
        if (
            file.Length < HeadLength
            || BinaryPrimitives.ReadUInt16LittleEndian(file) is not (Magic or MagicWithDefaults)
        )
            throw new FormatException("this is no file of packed parameters");
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[2..]);
        var result = new List<Parameter>(count);
        Span<byte> name = stackalloc byte[MaxName];
        var nameLength = 0;
        var at = HeadLength;
        while (at < file.Length)
        {
            if (file[at] == 0)
                at++;
            else
                result.Add(ReadOne(file, ref at, name, ref nameLength));
        }
        return result.Count == count
            ? result
            : throw new FormatException($"the file announces {count} parameters and holds {result.Count}");
    }

    private static Parameter ReadOne(ReadOnlySpan<byte> file, ref int at, Span<byte> name, ref int nameLength)
    {
        var head = Take(file, ref at, 2);
        var (type, size) = TypeOf(head[0] & 0xF);
        var hasDefault = (head[0] >> 4 & DefaultFlag) != 0;
        var common = head[1] & 0xF;
        var letters = Take(file, ref at, (head[1] >> 4) + 1);
        if (common > nameLength || common + letters.Length > MaxName)
            throw new FormatException("a name in the file of packed parameters is damaged");
        letters.CopyTo(name[common..]);
        nameLength = common + letters.Length;
        var value = ReadValue(Take(file, ref at, size), type);
        double? standard = hasDefault ? ReadValue(Take(file, ref at, size), type) : null;
        return new Parameter(Encoding.ASCII.GetString(name[..nameLength]), type, value, standard);
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> file, ref int at, int length)
    {
        if (length > file.Length - at)
            throw new FormatException("the file of packed parameters is cut");
        at += length;
        return file.Slice(at - length, length);
    }

    private static (MavParamType Type, int Size) TypeOf(int code) =>
        code switch
        {
            1 => (MavParamType.Int8, 1),
            2 => (MavParamType.Int16, 2),
            3 => (MavParamType.Int32, 4),
            4 => (MavParamType.Real32, 4),
            _ => throw new FormatException($"the file of packed parameters holds a type {code}, which does not exist"),
        };

    private static double ReadValue(ReadOnlySpan<byte> bytes, MavParamType type) =>
        type switch
        {
            MavParamType.Int8 => (double)(sbyte)bytes[0],
            MavParamType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            MavParamType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        };
}
