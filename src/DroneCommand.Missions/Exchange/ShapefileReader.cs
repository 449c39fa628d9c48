using System.Buffers.Binary;
using System.Globalization;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Reads the records of an ESRI shapefile (Technical Description, July 1998): points, multipoints, polylines and polygons,
/// with or without Z and M. Every length of the file is checked against what is there before anything is read by it.
/// </summary>
internal sealed class ShapefileReader(ShapeCollector shapes, ReadOnlyMemory<byte> main, DbfNames? names, string layer)
{
    private const int FileCode = 9994;
    private const int HeaderLength = 100;
    private const int RecordHeader = 8;

    /// <summary>A measure below this is 'no data', and so is such a Z.</summary>
    private const double NoData = -1e38;

    private int record;

    /// <summary>Positions are read whatever the reference system is; that is judged by <see cref="ProjectionText"/>.</summary>
    public void Read()
    {
        var header = main.Span;
        if (header.Length < HeaderLength || BinaryPrimitives.ReadInt32BigEndian(header) != FileCode)
        {
            shapes.Wrong(At("header"), "is not a shapefile's .shp: it does not begin with 9994");
            return;
        }

        var at = HeaderLength;
        while (at + RecordHeader <= main.Length)
        {
            record++;
            var words = BinaryPrimitives.ReadInt32BigEndian(main.Span[(at + 4)..]);
            var begin = at + RecordHeader;
            if (words < 2 || words > (main.Length - begin) / 2)
            {
                shapes.Wrong(At(Title()), $"is said to be {words} words long, which the file is not");
                return;
            }

            ReadRecord(main.Slice(begin, words * 2));
            at = begin + words * 2;
        }

        if (at != main.Length)
        {
            shapes.Wrong(At(Title()), "is followed by the beginning of another record: the file is cut");
        }
    }

    private void ReadRecord(ReadOnlyMemory<byte> content)
    {
        var type = BinaryPrimitives.ReadInt32LittleEndian(content.Span);
        var at = At(Title());
        switch (type)
        {
            case 0:
                shapes.Lose(at, "a record without shape");
                break;
            case 1 or 11 or 21:
                ReadPoint(content, at, type);
                break;
            case 8 or 18 or 28:
                ReadPoints(content, at, type);
                break;
            case 3 or 13 or 23 or 5 or 15 or 25:
                ReadParts(content, at, type);
                break;
            case 31:
                shapes.Wrong(at, "is a MultiPatch, a surface in space; points, lines and polygons are read");
                break;
            default:
                shapes.Wrong(at, $"is of the type {type}, which there is not");
                break;
        }
    }

    private void ReadPoint(ReadOnlyMemory<byte> content, FileElement at, int type)
    {
        if (content.Length < (type == 11 ? 28 : 20))
        {
            shapes.Wrong(at, "is too short for a point");
            return;
        }

        var zs = type == 11 ? content[20..28] : default;
        shapes.AddPlace(at, Name(), Position(content, 4, zs, at));
    }

    private void ReadPoints(ReadOnlyMemory<byte> content, FileElement at, int type)
    {
        const int Begin = 40;
        if (Count(content, 36, 16, Begin) is not { } count)
        {
            shapes.Wrong(at, "is too short for its points");
            return;
        }

        var zs = Heights(content, Begin + count * 16, count, type == 18);
        for (var i = 0; i < count; i++)
        {
            shapes.AddPlace(at, Name(), Position(content, Begin + i * 16, zs.IsEmpty ? zs : zs.Slice(i * 8, 8), at));
        }
    }

    private void ReadParts(ReadOnlyMemory<byte> content, FileElement at, int type)
    {
        const int Begin = 44;
        if (Count(content, 36, 4, Begin) is not { } parts || Count(content, 40, 16, Begin + parts * 4) is not { } count)
        {
            shapes.Wrong(at, "is too short for its parts and points");
            return;
        }

        if (count > ShapeCollector.MaxVertices)
        {
            shapes.Count(at, count);
        }

        var starts = Enumerable
            .Range(0, parts)
            .Select(i => BinaryPrimitives.ReadInt32LittleEndian(content.Span[(Begin + i * 4)..]))
            .Append(count)
            .ToList();
        if (starts[0] != 0 || starts.Zip(starts.Skip(1)).Any(pair => pair.First > pair.Second))
        {
            shapes.Wrong(at, "has parts that do not follow one another");
            return;
        }

        var first = Begin + parts * 4;
        var zs = Heights(content, first + count * 16, count, type is 13 or 15);
        var read = starts
            .SkipLast(1)
            .Select((start, i) => (Start: start, End: starts[i + 1]))
            .Select(part => Part(content, first, zs, part.Start, part.End, at))
            .ToList();
        AddParts(read, at, isArea: type is 5 or 15 or 25);
    }

    private List<DrawnPoint> Part(
        ReadOnlyMemory<byte> content,
        int first,
        ReadOnlyMemory<byte> zs,
        int start,
        int end,
        FileElement at
    ) =>
        [
            .. Enumerable
                .Range(start, end - start)
                .Select(i => Position(content, first + i * 16, zs.IsEmpty ? zs : zs.Slice(i * 8, 8), at)),
        ];

    private void AddParts(List<List<DrawnPoint>> parts, FileElement at, bool isArea)
    {
        if (isArea)
        {
            foreach (var rings in RingNesting.Areas(parts))
            {
                shapes.AddArea(at, Name(), rings);
            }

            return;
        }

        foreach (var part in parts)
        {
            shapes.AddLine(at, Name(), part);
        }
    }

    private DrawnPoint Position(ReadOnlyMemory<byte> content, int offset, ReadOnlyMemory<byte> height, FileElement at)
    {
        var longitude = BinaryPrimitives.ReadDoubleLittleEndian(content.Span[offset..]);
        var latitude = BinaryPrimitives.ReadDoubleLittleEndian(content.Span[(offset + 8)..]);
        var z = height.IsEmpty ? 0 : BinaryPrimitives.ReadDoubleLittleEndian(height.Span);
        if (z != 0 && z > NoData)
        {
            shapes.Lose(at, "heights (Z), of which the file does not say what they are measured from");
        }

        return new DrawnPoint(longitude, latitude, null, 0);
    }

    /// <summary>How many things of so many bytes each there are; null when the record has no room for them.</summary>
    private static int? Count(ReadOnlyMemory<byte> content, int at, int each, int begin)
    {
        if (content.Length < begin)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(content.Span[at..]);
        return count >= 0 && count <= (content.Length - begin) / each ? count : null;
    }

    /// <summary>Behind the points: the least and the greatest Z, then one of each point.</summary>
    private static ReadOnlyMemory<byte> Heights(ReadOnlyMemory<byte> content, int begin, int count, bool has) =>
        has && content.Length >= begin + 16 + count * 8 ? content.Slice(begin + 16, count * 8) : default;

    private string Name() => names?.NameOf(record - 1) ?? "";

    private string Title()
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"record {record}");
        return layer.Length > 0 ? $"{layer}, {title}" : title;
    }

    private static FileElement At(string element) => new(0, 0, element);
}
