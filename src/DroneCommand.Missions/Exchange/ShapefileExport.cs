using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DroneCommand.Missions.Exchange;

/// <summary>Writes a shapefile of polylines (ESRI, Technical Description, July 1998) with its index, table, projection and code page.</summary>
internal static class ShapefileExport
{
    private const int PolyLine = 3;
    private const int HeaderLength = 100;
    private const int FixedLength = 48;

    private const string Wgs84Text =
        """GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    private static readonly (string Name, char Type, byte Length, byte Decimals)[] Columns =
    [
        ("NAME", 'C', 40, 0),
        ("VEHICLE", 'C', 30, 0),
        ("SORTIE", 'N', 6, 0),
        ("LENGTH_M", 'N', 14, 2),
        ("DURATION_S", 'N', 14, 2),
        ("ENERGY_WH", 'N', 14, 2),
        ("TURNS", 'N', 8, 0),
        ("ALTITUDE_M", 'N', 10, 2),
    ];

    /// <summary>By ending.</summary>
    public static IReadOnlyList<(string Ending, byte[] Content)> Write(IReadOnlyList<ExportWay> ways)
    {
        var (main, index) = WriteShapes(ways);
        return
        [
            (".shp", main),
            (".shx", index),
            (".dbf", WriteTable(ways)),
            (".prj", Encoding.ASCII.GetBytes(Wgs84Text)),
            (".cpg", "UTF-8"u8.ToArray()),
        ];
    }

    private static (byte[] Main, byte[] Index) WriteShapes(IReadOnlyList<ExportWay> ways)
    {
        using var main = new MemoryStream();
        using var index = new MemoryStream();
        main.SetLength(HeaderLength);
        index.SetLength(HeaderLength);
        main.Position = index.Position = HeaderLength;
        for (var i = 0; i < ways.Count; i++)
        {
            var content = Record(ways[i]);
            WriteBig(index, (int)main.Position / 2, content.Length / 2);
            WriteBig(main, i + 1, content.Length / 2);
            main.Write(content);
        }

        var all = ways.SelectMany(way => way.Points).ToList();
        return (WithHeader(main, all), WithHeader(index, all));
    }

    private static byte[] Record(ExportWay way)
    {
        var content = new byte[FixedLength + way.Points.Count * 16];
        BinaryPrimitives.WriteInt32LittleEndian(content, PolyLine);
        WriteBox(content.AsSpan(4), way.Points);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(36), 1);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(40), way.Points.Count);
        for (var i = 0; i < way.Points.Count; i++)
        {
            var at = content.AsSpan(FixedLength + i * 16);
            BinaryPrimitives.WriteDoubleLittleEndian(at, way.Points[i].Position.LongitudeDeg);
            BinaryPrimitives.WriteDoubleLittleEndian(at[8..], way.Points[i].Position.LatitudeDeg);
        }

        return content;
    }

    private static byte[] WithHeader(MemoryStream file, IReadOnlyList<Plans.RoutePoint> points)
    {
        var bytes = file.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, 9994);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), bytes.Length / 2);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), 1000);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), PolyLine);
        WriteBox(bytes.AsSpan(36), points);
        return bytes;
    }

    private static void WriteBox(Span<byte> at, IReadOnlyList<Plans.RoutePoint> points)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(at, points.Min(p => p.Position.LongitudeDeg));
        BinaryPrimitives.WriteDoubleLittleEndian(at[8..], points.Min(p => p.Position.LatitudeDeg));
        BinaryPrimitives.WriteDoubleLittleEndian(at[16..], points.Max(p => p.Position.LongitudeDeg));
        BinaryPrimitives.WriteDoubleLittleEndian(at[24..], points.Max(p => p.Position.LatitudeDeg));
    }

    private static void WriteBig(MemoryStream stream, int first, int second)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, first);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], second);
        stream.Write(bytes);
    }

    private static byte[] WriteTable(IReadOnlyList<ExportWay> ways)
    {
        var length = 1 + Columns.Sum(column => column.Length);
        var first = 32 + Columns.Length * 32 + 1;
        using var table = new MemoryStream();
        var header = new byte[first];
        // dBASE III; the date of the last change is one that depends on nothing: 1 January 1980.
        (header[0], header[1], header[2], header[3]) = (3, 80, 1, 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), ways.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)first);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(10), (ushort)length);
        for (var i = 0; i < Columns.Length; i++)
        {
            var at = header.AsSpan(32 + i * 32);
            Encoding.ASCII.GetBytes(Columns[i].Name, at);
            (at[11], at[16], at[17]) = ((byte)Columns[i].Type, Columns[i].Length, Columns[i].Decimals);
        }

        header[^1] = 0x0D;
        table.Write(header);
        foreach (var way in ways)
        {
            WriteRow(table, way);
        }

        table.WriteByte(0x1A);
        return table.ToArray();
    }

    private static void WriteRow(MemoryStream table, ExportWay way)
    {
        string[] cells =
        [
            way.Title,
            way.Vehicle,
            Number(way.Sortie, 0),
            Number(way.LengthMetres, 2),
            Number(way.Duration.TotalSeconds, 2),
            Number(way.EnergyWh, 2),
            Number(way.Turns, 0),
            way.SameHeight is { } height ? Number(height.Metres, 2) : "",
        ];
        table.WriteByte((byte)' ');
        for (var i = 0; i < cells.Length; i++)
        {
            var bytes = new byte[Columns[i].Length];
            bytes.AsSpan().Fill((byte)' ');
            var text = Encoding.UTF8.GetBytes(cells[i]);
            var count = Math.Min(text.Length, bytes.Length);
            // Numbers stand at the right of their column, texts at the left.
            text.AsSpan(0, count).CopyTo(bytes.AsSpan(Columns[i].Type == 'N' ? bytes.Length - count : 0));
            table.Write(bytes);
        }
    }

    private static string Number(double value, int decimals) =>
        value.ToString(decimals == 0 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
