using DroneCommand.Console.Shell;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Console.Patrols;

/// <summary>A file as a person chose it.</summary>
/// <param name="Name">Without a folder.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ChosenFile(string Name, byte[] Content);

/// <summary>A shape of a file, as ground of a mission.</summary>
/// <param name="Name">As the file calls it, or where it stands there.</param>
/// <param name="Kind">'area', 'closed line', 'line' or 'place'.</param>
/// <param name="Size">For people: '4 corners · 412 m around'.</param>
/// <param name="Value">The drawing that it becomes; empty when it cannot be that ground.</param>
/// <param name="Note">What of it is not kept, or why it cannot be used; empty when there is nothing to say.</param>
public sealed record FileShape(string Name, string Kind, string Size, string Value, string Note)
{
    public bool IsUsable => Value.Length > 0;
}

/// <summary>What a file offers for the ground that is to be drawn. Pure.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Shapes">Those that can be used first.</param>
/// <param name="NotKept">What the file says and its shapes do not.</param>
/// <param name="Fault">Why there are no shapes, in a sentence; empty when there are.</param>
public sealed record ShapeFile(
    string Name,
    IReadOnlyList<FileShape> Shapes,
    IReadOnlyList<string> NotKept,
    string Fault
)
{
    /// <summary>The endings of what is read, for a browser's file dialog.</summary>
    public const string Endings = ".kml,.kmz,.gpx,.geojson,.json,.zip,.shp,.dbf,.prj,.cpg,.plan,.waypoints";

    private const int LongestName = 60;
    private const int MostFaults = 3;
    private const string Area = "area";
    private const string Line = "line";
    private const string Place = "point";

    /// <summary>Reads a file, or a .shp with its companions.</summary>
    /// <param name="files">What was chosen together.</param>
    /// <param name="wanted">'area', 'line' or 'point'.</param>
    public static ShapeFile Read(IReadOnlyList<ChosenFile> files, string wanted)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (MainOf(files) is not { } main)
        {
            return Faulty(
                string.Join(", ", files.Select(file => file.Name)),
                "Choose one file, or one .shp together with its .dbf, .prj and .cpg."
            );
        }

        var read = ShapeImport.Read(main.Content, main.Name, ending => Beside(files, main, ending));
        return read.Shapes switch
        {
            null => Faulty(main.Name, string.Join(" ", read.Problems.Take(MostFaults).Select(Sentence))),
            var shapes => new ShapeFile(
                main.Name,
                [.. All(shapes, wanted).OrderByDescending(shape => shape.IsUsable)],
                [.. shapes.Lost.Select(lost => lost.ToString())],
                ""
            ),
        };
    }

    private static ShapeFile Faulty(string name, string fault) => new(name, [], [], fault);

    private static ChosenFile? MainOf(IReadOnlyList<ChosenFile> files) =>
        files is [var only] ? only
        : files.Where(file => HasEnding(file, ".shp")).ToList() is [var shapes] ? shapes
        : null;

    private static byte[]? Beside(IReadOnlyList<ChosenFile> files, ChosenFile main, string ending) =>
        files
            .FirstOrDefault(file =>
                HasEnding(file, ending)
                && Path.GetFileNameWithoutExtension(file.Name)
                    .Equals(Path.GetFileNameWithoutExtension(main.Name), StringComparison.OrdinalIgnoreCase)
            )
            ?.Content;

    private static bool HasEnding(ChosenFile file, string ending) =>
        Path.GetExtension(file.Name).Equals(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reasons are written to follow the place: 'is not closed', 'has no coordinates'.</summary>
    private static string Sentence(SiteProblem problem)
    {
        var line = problem.Line > 0 ? FormattableString.Invariant($", line {problem.Line}") : "";
        var where = problem.Where is "" or "file" ? "" : $", {problem.Where}:";
        return $"{problem.File}{line}{where} {problem.Reason.TrimEnd('.')}.";
    }

    private static IEnumerable<FileShape> All(ImportedShapes shapes, string wanted) =>
        [
            .. shapes.Areas.Select(each => Of(each, wanted)),
            .. shapes.Lines.Select(each => Of(each, wanted)),
            .. shapes.Places.Select(each => Of(each, wanted)),
        ];

    private static FileShape Of(ImportedArea area, string wanted)
    {
        var outline = area.Area.Outline;
        var holes = area.Area.Holes.Count;
        var shape = new FileShape(
            Called(area.Name, area.At),
            "area",
            $"{outline.Count} corners · {Around(outline)} around",
            "",
            holes == 0 ? "" : $"without its {(holes == 1 ? "hole" : $"{holes} holes")}"
        );
        return wanted switch
        {
            Area => Taken(shape, outline),
            Line => Taken(shape, [.. outline, outline[0]]),
            _ => Refused(shape, "an area is no place"),
        };
    }

    private static FileShape Of(ImportedLine line, string wanted)
    {
        var shape = new FileShape(
            Called(line.Name, line.At),
            line.IsClosed ? "closed line" : "line",
            $"{line.Points.Count} points · {Show.Length(Long(line.Points))}",
            "",
            line.Altitudes is null ? "" : "without its heights"
        );
        return wanted switch
        {
            Line => Taken(shape, line.Points),
            Area when line.IsClosed => Taken(shape, [.. line.Points.SkipLast(1)]),
            Area => Refused(shape, "it does not end where it begins, so it bounds no area"),
            _ => Refused(shape, "a line is no place"),
        };
    }

    private static FileShape Of(ImportedPlace place, string wanted)
    {
        var shape = new FileShape(
            Called(place.Name, place.At),
            "place",
            place.Point.ToString(),
            "",
            place.Altitude is null ? "" : "without its height"
        );
        return wanted == Place ? Taken(shape, [place.Point]) : Refused(shape, $"a place is no {wanted}");
    }

    private static FileShape Taken(FileShape shape, IReadOnlyList<GeoPoint> places)
    {
        if (places.Count > DrawnPlaces.MaxPlaces)
        {
            return Refused(
                shape,
                $"at most {DrawnPlaces.MaxPlaces} points can be used: thin it out where it comes from"
            );
        }

        var value = DrawnPlaces.Format(places);
        return DrawnPlaces.Parse(value) is { Fault: { } fault }
            ? Refused(shape, char.ToLowerInvariant(fault[0]) + fault[1..].TrimEnd('.'))
            : shape with
            {
                Value = value,
            };
    }

    private static FileShape Refused(FileShape shape, string why) => shape with { Note = why };

    private static string Called(string name, FileElement at)
    {
        var called = name.Trim().Length > 0 ? name.Trim() : at.Element;
        return called.Length <= LongestName ? called : called[..(LongestName - 1)] + "…";
    }

    private static string Around(IReadOnlyList<GeoPoint> ring) => Show.Length(Long([.. ring, ring[0]]));

    private static double Long(IReadOnlyList<GeoPoint> points) => points.Zip(points.Skip(1), Geodesic.Distance).Sum();
}
