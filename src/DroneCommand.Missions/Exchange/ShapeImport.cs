using System.Text;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Reads the shapes of a file of any format, which its content tells and not its name: GeoJSON, KML, KMZ, GPX, shapefile
/// (bare or zipped), QGroundControl's .plan and .waypoints. What the shapes cannot keep is named. Pure: companions of a
/// shapefile are asked for, nothing else is ever opened or fetched.
/// </summary>
public static class ShapeImport
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const string ShapefileParts = ".shp";

    /// <summary>Reads shapes, or says where the file is wrong. Never throws for what the bytes are.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    /// <param name="beside">
    /// The content of the file of the same name with another ending ('.dbf', '.prj', '.cpg'); null for one that is not there.
    /// </param>
    public static ShapeReadResult Read(
        ReadOnlyMemory<byte> content,
        string fileName,
        Func<string, byte[]?>? beside = null
    )
    {
        var shapes = new ShapeCollector(fileName);
        try
        {
            if (content.Length > MaxBytes)
            {
                throw Stopped($"is larger than {MaxBytes / (1024 * 1024)} MiB");
            }

            return shapes.Result(ReadInto(shapes, content, beside));
        }
        catch (ImportStoppedException stop)
        {
            return Refused(fileName, stop.At, stop.Message);
        }
        catch (PlacedJsonException stop)
        {
            return Refused(fileName, new FileElement(stop.Line, stop.Column, "file"), stop.Message);
        }
    }

    /// <summary>True for what is JSON but no .plan: a site, an area, a map or a graph, which have readers of their own.</summary>
    public static bool IsOtherJson(ReadOnlySpan<byte> content)
    {
        var text = Text(content[..Math.Min(content.Length, 4096)]);
        return text.StartsWith('{') && !text.Contains("\"fileType\"", StringComparison.Ordinal);
    }

    private static ShapeFormat ReadInto(
        ShapeCollector shapes,
        ReadOnlyMemory<byte> content,
        Func<string, byte[]?>? beside
    )
    {
        if (ZipContents.IsZip(content.Span))
        {
            return ReadZip(shapes, ZipContents.Open(content));
        }

        if (content.Span.StartsWith((ReadOnlySpan<byte>)[0, 0, 0x27, 0x0A]))
        {
            ReadShapefile(shapes, content, ending => beside?.Invoke(ending), "");
            return ShapeFormat.Shapefile;
        }

        var text = Text(content.Span);
        return text switch
        {
            ['{', ..] => ReadJson(shapes, text),
            ['Q', 'G', 'C', ' ', ..] => ReadWaypoints(shapes, text),
            _ => IsXml(content.Span, text)
                ? ReadXml(shapes, content)
                : throw Stopped(
                    "is none of what is read: GeoJSON, KML, KMZ, GPX, shapefile (.shp, .zip), .plan or .waypoints"
                ),
        };
    }

    private static ShapeFormat ReadJson(ShapeCollector shapes, string text)
    {
        var json = PlacedJsonReader.Read(text);
        if (json.Find("fileType") is null)
        {
            new GeoJsonReader(shapes).Read(json);
            return ShapeFormat.GeoJson;
        }

        new MissionFileReader(shapes).Read(text, json);
        return ShapeFormat.Plan;
    }

    private static ShapeFormat ReadWaypoints(ShapeCollector shapes, string text)
    {
        new MissionFileReader(shapes).Read(text, null);
        return ShapeFormat.Waypoints;
    }

    private static ShapeFormat ReadXml(ShapeCollector shapes, ReadOnlyMemory<byte> content)
    {
        var root = PlacedXmlReader.Read(content);
        switch (root.Name)
        {
            case "kml":
                new KmlReader(shapes).Read(root);
                return ShapeFormat.Kml;
            case "gpx":
                new GpxReader(shapes).Read(root);
                return ShapeFormat.Gpx;
            default:
                throw new ImportStoppedException(
                    root.Place("file"),
                    $"begins with the element {KmlCoordinates.Shorten(root.Name)}; KML and GPX are read"
                );
        }
    }

    private static ShapeFormat ReadZip(ShapeCollector shapes, ZipContents zip)
    {
        var names = zip.Names;
        var kml = names.Where(name => HasEnding(name, ".kml")).OrderBy(name => name.Count(c => c == '/')).ToList();
        if (kml.Count > 0)
        {
            ReadKmz(shapes, zip, kml.Find(name => name == "doc.kml") ?? kml[0]);
            return ShapeFormat.Kmz;
        }

        var main = names.Where(name => HasEnding(name, ShapefileParts)).Order(StringComparer.Ordinal).ToList();
        if (main.Count == 0)
        {
            throw Stopped("is a zip with neither a .kml nor a .shp in it");
        }

        foreach (var name in main)
        {
            ReadShapefile(shapes, zip.Read(name), ending => Companion(zip, name, ending), main.Count > 1 ? name : "");
        }

        return ShapeFormat.Shapefile;
    }

    private static void ReadKmz(ShapeCollector shapes, ZipContents zip, string name)
    {
        foreach (var other in zip.Names.Where(other => other != name && !other.EndsWith('/')))
        {
            shapes.Lose(
                new FileElement(0, 0, KmlCoordinates.Shorten(other)),
                HasEnding(other, ".kml") ? "a second KML of the zip" : "pictures and other files of the zip"
            );
        }

        if (ReadXml(shapes, zip.Read(name)) != ShapeFormat.Kml)
        {
            throw new ImportStoppedException(new FileElement(0, 0, name), "is not KML");
        }
    }

    private static byte[]? Companion(ZipContents zip, string main, string ending)
    {
        var wanted = Path.ChangeExtension(main, ending);
        var name = zip.Names.FirstOrDefault(n => n.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : zip.Read(name);
    }

    private static void ReadShapefile(
        ShapeCollector shapes,
        ReadOnlyMemory<byte> main,
        Func<string, byte[]?> beside,
        string layer
    )
    {
        var at = new FileElement(0, 0, layer.Length > 0 ? layer : "file");
        if (ProjectionText.Fault(beside(".prj") is { } prj ? Text(prj) : null) is { } fault)
        {
            throw new ImportStoppedException(at, fault);
        }

        var table = beside(".dbf");
        var names = table is null ? null : DbfNames.Of(table, beside(".cpg") is { } cpg ? Text(cpg) : null);
        if (names is null)
        {
            shapes.Lose(at, table is null ? "names, for there is no .dbf" : "names, for the .dbf cannot be read");
        }

        foreach (var column in names?.OtherColumns ?? [])
        {
            shapes.Lose(at, $"the column {KmlCoordinates.Shorten(column)}");
        }

        new ShapefileReader(shapes, main, names, layer).Read();
    }

    private static bool IsXml(ReadOnlySpan<byte> bytes, string text) =>
        text.StartsWith('<')
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]);

    private static bool HasEnding(string name, string ending) =>
        name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static string Text(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');

    private static ImportStoppedException Stopped(string reason) => new(new FileElement(0, 0, "file"), reason);

    private static ShapeReadResult Refused(string file, FileElement at, string reason) =>
        new(null, [new SiteProblem(file, at.Line, at.Column, at.Element, reason)]);
}
