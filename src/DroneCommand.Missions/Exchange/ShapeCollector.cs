using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Exchange;

/// <summary>A position as a file has it, unchecked.</summary>
internal readonly record struct DrawnPoint(double LongitudeDeg, double LatitudeDeg, double? AltitudeMetres, int Line)
{
    /// <summary>NaN for a position without numbers that are numbers.</summary>
    public GeoPoint Place => new(LatitudeDeg, LongitudeDeg);
}

/// <summary>What stops the reading of a file at once.</summary>
internal sealed class ImportStoppedException(FileElement at, string reason) : Exception(reason)
{
    public FileElement At { get; } = at;
}

/// <summary>
/// Collects the shapes of one file while it is read, checks each, and bounds their number. A position that is not on
/// earth, a ring that crosses itself and whatever crosses the antimeridian are problems; nothing is repaired.
/// </summary>
internal sealed class ShapeCollector(string file)
{
    /// <summary>The most vertices that all shapes of a file may have together.</summary>
    public const int MaxVertices = 20_000;

    /// <summary>Beyond it a plane of longitudes and latitudes is no map any more.</summary>
    public const double MaxLatitudeDeg = 85;

    private const int MaxNameLength = 80;
    private const int MaxProblems = 50;
    private const int MaxLost = 100;

    private readonly List<SiteProblem> problems = [];
    private readonly Dictionary<string, LostPart> lost = new(StringComparer.Ordinal);
    private readonly List<ImportedArea> areas = [];
    private readonly List<ImportedLine> lines = [];
    private readonly List<ImportedPlace> places = [];
    private int vertices;

    public void Wrong(FileElement at, string reason)
    {
        if (problems.Count < MaxProblems)
        {
            problems.Add(new SiteProblem(file, at.Line, at.Column, at.Element, reason));
        }
    }

    /// <summary>Notes what the shapes do not keep; the same words at several places are counted.</summary>
    public void Lose(FileElement at, string what)
    {
        if (lost.TryGetValue(what, out var known))
        {
            lost[what] = known with { Count = known.Count + 1 };
        }
        else if (lost.Count < MaxLost)
        {
            lost.Add(what, new LostPart(at, what, 1));
        }
    }

    /// <summary>An area: the outline, then holes; rings may repeat their first position at the end.</summary>
    public void AddArea(FileElement at, string? name, IReadOnlyList<IReadOnlyList<DrawnPoint>> rings)
    {
        var before = problems.Count;
        var read = rings.Select((ring, i) => Ring(ring, i == 0 ? at : Hole(at, i))).ToList();
        if (problems.Count > before || read.Count == 0 || IsFaulty(at, read))
        {
            return;
        }

        if (rings.Any(ring => ring.Any(point => point.AltitudeMetres is not null and not 0)))
        {
            Lose(at, "the heights of an area's corners");
        }

        areas.Add(new ImportedArea(new DrawnArea(read[0], [.. read.Skip(1)]), NameOf(at, name), at));
    }

    public void AddLine(FileElement at, string? name, IReadOnlyList<DrawnPoint> points)
    {
        Count(at, points.Count);
        if (!AreOnEarth(points, at) || Crosses(points, at, closed: false))
        {
            return;
        }

        var distinct = points.Where((point, i) => i == 0 || point.Place != points[i - 1].Place).ToList();
        if (distinct.Count < 2)
        {
            Wrong(at, $"a line needs at least two different positions, has {distinct.Count}");
            return;
        }

        var line = new ImportedLine([.. distinct.Select(point => point.Place)], NameOf(at, name), at);
        var all = distinct.TrueForAll(point => point.AltitudeMetres is not null);
        lines.Add(
            line with
            {
                Altitudes = all ? [.. distinct.Select(point => new AltitudeAmsl(point.AltitudeMetres!.Value))] : null,
            }
        );
    }

    public void AddPlace(FileElement at, string? name, DrawnPoint point)
    {
        Count(at, 1);
        if (AreOnEarth([point], at))
        {
            places.Add(
                new ImportedPlace(point.Place, NameOf(at, name), at)
                {
                    Altitude = point.AltitudeMetres is { } metres ? new AltitudeAmsl(metres) : null,
                }
            );
        }
    }

    public ShapeReadResult Result(ShapeFormat format)
    {
        if (problems.Count == 0 && areas.Count + lines.Count + places.Count == 0)
        {
            Wrong(new FileElement(0, 0, "file"), "holds no area, line or place");
        }

        var shapes = new ImportedShapes
        {
            Format = format,
            Areas = areas,
            Lines = lines,
            Places = places,
            Lost = [.. lost.Values.OrderBy(part => part.At.Line)],
        };
        return problems.Count == 0 ? new(shapes, []) : new(null, problems);
    }

    /// <summary>Counts vertices before they are kept.</summary>
    public void Count(FileElement at, int more)
    {
        vertices += more;
        if (vertices > MaxVertices)
        {
            throw new ImportStoppedException(
                at,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"with it the file holds more than {MaxVertices} positions; simplify its shapes"
                )
            );
        }
    }

    private List<GeoPoint> Ring(IReadOnlyList<DrawnPoint> ring, FileElement at)
    {
        Count(at, ring.Count);
        if (!AreOnEarth(ring, at) || Crosses(ring, at, closed: true))
        {
            return [];
        }

        var corners = ring.Select(point => point.Place).Where((p, i) => i == 0 || p != ring[i - 1].Place).ToList();
        if (corners.Count > 1 && corners[0] == corners[^1])
        {
            corners.RemoveAt(corners.Count - 1);
        }

        if (corners.Count < 3)
        {
            Wrong(at, $"needs at least three different corners, has {corners.Count}");
        }

        return corners;
    }

    private bool AreOnEarth(IReadOnlyList<DrawnPoint> points, FileElement at)
    {
        foreach (var point in points)
        {
            if (point.Place.IsValid && Math.Abs(point.LatitudeDeg) <= MaxLatitudeDeg)
            {
                continue;
            }

            var swapped = Math.Abs(point.LatitudeDeg) > 90 && Math.Abs(point.LongitudeDeg) <= 90;
            Wrong(
                Within(at, point),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"longitude {point.LongitudeDeg}, latitude {point.LatitudeDeg} is outside ±180, ±{MaxLatitudeDeg}"
                ) + (swapped ? "; are they swapped?" : "")
            );
            return false;
        }

        return true;
    }

    private bool Crosses(IReadOnlyList<DrawnPoint> points, FileElement at, bool closed)
    {
        for (var i = closed ? 0 : 1; i < points.Count; i++)
        {
            var before = points[i == 0 ? points.Count - 1 : i - 1];
            if (Antimeridian.IsBetween(before.LongitudeDeg, points[i].LongitudeDeg))
            {
                Wrong(Within(at, points[i]), Antimeridian.Reason);
                return true;
            }
        }

        return false;
    }

    private bool IsFaulty(FileElement at, List<List<GeoPoint>> rings)
    {
        var flat = rings.ConvertAll(ring => ring.ConvertAll(p => new Coordinate(p.LongitudeDeg, p.LatitudeDeg)));
        if (PlanarShapes.Fault(PlanarShapes.Polygon(flat[0], flat.Skip(1))) is not var (reason, place))
        {
            return false;
        }

        Wrong(at, $"{reason} at {new GeoPoint(place.Y, place.X)}");
        return true;
    }

    private string NameOf(FileElement at, string? name)
    {
        var text = new string([.. (name ?? "").Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        if (text.Length <= MaxNameLength)
        {
            return text;
        }

        Lose(at, $"a name's characters beyond the first {MaxNameLength}");
        // Half of a character that takes two is none.
        return text[..(char.IsHighSurrogate(text[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength)];
    }

    private static FileElement Hole(FileElement at, int index) => at with { Element = $"{at.Element}, hole {index}" };

    private static FileElement Within(FileElement at, DrawnPoint point) =>
        point.Line > 0 ? at with { Line = point.Line, Column = 1 } : at;
}
