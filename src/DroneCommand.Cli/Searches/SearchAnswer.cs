using System.Globalization;
using System.Text;
using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;

namespace DroneCommand.Cli.Searches;

/// <summary>What `search-log` says and writes.</summary>
/// <param name="Words">For people.</param>
/// <param name="Json">One line for programs.</param>
/// <param name="Next">The file that the next search is planned on.</param>
internal sealed record SearchAnswer(IReadOnlyList<string> Words, string Json, string Next)
{
    public static SearchAnswer OfSegments(FlownResult flown)
    {
        var words = flown
            .Segments.Select(s =>
                Invariant(
                    $"{s.Name}: {s.FlownMetres:0} m flown, coverage {s.Coverage:0.###}, POD {s.Pod:0.###}, POS {s.Pos:0.####}, POC {s.PocBefore:0.####} -> {s.PocAfter:0.####}, POD so far {s.CumulativePod:0.###}"
                )
            )
            .ToList();
        words.Add(
            Invariant($"POS of this search {flown.Pos:0.####}; POC left {flown.Segments.Sum(s => s.PocAfter):0.####}")
        );
        if (flown.OutsideMetres >= 1)
            words.Add(Invariant($"{flown.OutsideMetres:0} m lie outside of all segments and count for nothing"));
        return new(words, Written(writer => Write(writer, flown)), Written(writer => WriteSegments(writer, flown)));
    }

    /// <exception cref="FormatException">The map is none, or has no place on earth.</exception>
    public static SearchAnswer OfMap(
        string text,
        string name,
        IReadOnlyList<IReadOnlyList<GeoPoint>> tracks,
        double pod
    )
    {
        var read = ProbabilityMapReader.Read(text, name);
        if (read.Map is not { } map)
            throw new FormatException(read.Problems[0].ToString());
        if (map.Origin is null)
            throw new FormatException($"{name}: has no 'origin_lonlat', so tracks have no place on it");
        var paths = tracks
            .Select(IReadOnlyList<LocalPoint> (track) => [.. track.Select(place => map.ToLocal(place)!.Value)])
            .ToList();
        var after = ProbabilitySearch.AfterFlown(map, paths, pod);
        var pos = map.Total - after.Total;
        return new(
            [Invariant($"POS of this search {pos:0.####}; POC of the map {map.Total:0.####} -> {after.Total:0.####}")],
            Written(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("pos", Math.Round(pos, 9));
                writer.WriteNumber("pocBefore", Math.Round(map.Total, 9));
                writer.WriteNumber("pocAfter", Math.Round(after.Total, 9));
                writer.WriteEndObject();
            }),
            ProbabilityMapFile.Write(after)
        );
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, FlownResult flown)
    {
        writer.WriteStartObject();
        writer.WriteNumber("pos", Math.Round(flown.Pos, 9));
        writer.WriteNumber("outsideM", Math.Round(flown.OutsideMetres, 2));
        writer.WriteStartArray("segments");
        foreach (var segment in flown.Segments)
        {
            writer.WriteStartObject();
            writer.WriteString("name", segment.Name);
            writer.WriteNumber("flownM", Math.Round(segment.FlownMetres, 2));
            writer.WriteNumber("coverage", Math.Round(segment.Coverage, 6));
            writer.WriteNumber("pod", Math.Round(segment.Pod, 6));
            writer.WriteNumber("pos", Math.Round(segment.Pos, 9));
            writer.WriteNumber("pocBefore", Math.Round(segment.PocBefore, 9));
            writer.WriteNumber("pocAfter", Math.Round(segment.PocAfter, 9));
            writer.WriteNumber("podCumulative", Math.Round(segment.CumulativePod, 6));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSegments(Utf8JsonWriter writer, FlownResult flown)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var area in flown.Areas)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Feature");
            writer.WriteStartObject("properties");
            writer.WriteString("name", area.Title);
            writer.WriteNumber("poc", area.Poc ?? 0);
            writer.WriteNumber("pod", area.CumulativePod);
            writer.WriteEndObject();
            writer.WriteStartObject("geometry");
            writer.WriteString("type", "Polygon");
            writer.WriteStartArray("coordinates");
            WriteRing(writer, area.Outline);
            foreach (var hole in area.Holes)
                WriteRing(writer, hole);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter writer, IReadOnlyList<GeoPoint> ring)
    {
        writer.WriteStartArray();
        foreach (var corner in ring.Append(ring[0]))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(corner.LongitudeDeg);
            writer.WriteNumberValue(corner.LatitudeDeg);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
