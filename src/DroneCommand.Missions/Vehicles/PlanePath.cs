using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Vehicles;

/// <summary>A place of a plane's way.</summary>
/// <param name="Position">Where.</param>
/// <param name="Source">Index of the corner of the wanted way that it stands for; -1 within a turn.</param>
/// <param name="Metres">How far along the way it is.</param>
internal readonly record struct PlanePoint(Vec Position, int Source, double Metres);

/// <summary>A leg that is too short for the turns at its ends.</summary>
/// <param name="Leg">From the corner of this index to the next.</param>
/// <param name="Metres">How long it is.</param>
/// <param name="NeedsMetres">How long it must be.</param>
/// <param name="RadiusThatDoes">The turn radius with which it would be long enough.</param>
internal readonly record struct TightTurn(int Leg, double Metres, double NeedsMetres, double RadiusThatDoes);

/// <summary>
/// A way of straight legs made flyable for a plane. Corners are rounded to arcs that touch both legs; where one lane
/// turns back into the next, both lanes are flown to their ends and the turn lies beyond them (a half circle, or a bulb
/// when lanes are closer than the circle is wide).
/// </summary>
internal sealed class PlanePath
{
    /// <summary>Turns are drawn by a place each so many degrees.</summary>
    private const double StepDeg = 30;

    private const double DegreesPerRadian = 180 / Math.PI;

    private readonly IReadOnlyList<Vec> corners;
    private readonly double radius;
    private readonly double runIn;
    private readonly double[] turns;
    private readonly bool[] links;
    private readonly List<PathPiece> pieces = [];
    private readonly List<PlanePoint> points = [];
    private readonly List<TightTurn> tight = [];
    private double metres;

    private PlanePath(IReadOnlyList<Vec> corners, double radius, bool[]? between = null, double runIn = 0)
    {
        (this.corners, this.radius, this.runIn) = (corners, radius, runIn);
        turns = new double[corners.Count];
        for (var i = 1; i + 1 < corners.Count; i++)
        {
            turns[i] = Math.IEEERemainder(Heading(i) - Heading(i - 1), 2 * Math.PI);
        }

        links = between ?? LinksOf();
        Build();
    }

    /// <summary>In order, straight and bent.</summary>
    public IReadOnlyList<PathPiece> Pieces => pieces;

    /// <summary>The places that a plane is told.</summary>
    public IReadOnlyList<PlanePoint> Points => points;

    /// <summary>Where the wanted way turns more tightly than the plane.</summary>
    public IReadOnlyList<TightTurn> Tight => tight;

    public double Metres => metres;

    /// <summary>Turns between straight pieces; arcs that follow one another are one.</summary>
    public int Turns =>
        pieces.Where((piece, i) => piece.Curvature != 0 && (i == 0 || pieces[i - 1].Curvature == 0)).Count();

    /// <summary>The most that an arc lies beyond its chords, metres.</summary>
    public static double BulgeOf(double radius) => radius * (1 - Math.Cos(StepDeg / 2 / DegreesPerRadian));

    /// <summary>Rounds a way.</summary>
    /// <param name="corners">At least two, no two consecutive ones alike.</param>
    /// <param name="radius">The tightest turn, metres over ground.</param>
    /// <param name="links">True for each leg that only leads from one lane to another; null finds them.</param>
    /// <param name="runIn">How far before a lane the turn onto it ends, metres.</param>
    public static PlanePath Of(IReadOnlyList<Vec> corners, double radius, bool[]? links = null, double runIn = 0) =>
        new(corners, radius, links, runIn);

    /// <summary>True for each leg between two lanes that lie side by side: out of one and back into the other.</summary>
    public static bool[] LinksOf(IReadOnlyList<Vec> corners) => new PlanePath(corners, 1).links;

    /// <summary>
    /// Turns to one side at both ends of a short leg that come to about half a circle together, and no such leg with turns
    /// to the same side nearby: that would be a loop or a spiral.
    /// </summary>
    private bool[] LinksOf()
    {
        var sides = new int[corners.Count];
        for (var i = 1; i + 2 < corners.Count; i++)
        {
            var (first, second) = (turns[i] * DegreesPerRadian, turns[i + 1] * DegreesPerRadian);
            var isBack =
                Math.Sign(first) == Math.Sign(second)
                && Math.Min(Math.Abs(first), Math.Abs(second)) >= 30
                && Math.Abs(first + second) is >= 150 and <= 210
                && Length(i) <= Math.Max(Length(i - 1), Length(i + 1));
            sides[i] = isBack ? Math.Sign(first) : 0;
        }

        int SideOf(int i) => i >= 0 && i < sides.Length ? sides[i] : 0;
        bool IsLink(int i) =>
            sides[i] != 0 && new[] { i - 2, i - 1, i + 1, i + 2 }.All(near => SideOf(near) != sides[i]);
        return [.. Enumerable.Range(0, corners.Count).Select(IsLink)];
    }

    private void Build()
    {
        var tangents = Tangents();
        CheckLengths(tangents);
        var at = corners[0];
        Add(at, 0);
        for (var leg = 0; leg + 1 < corners.Count; leg++)
        {
            if (links[leg])
            {
                Join(leg, leg + 1, Heading(leg + 1));
                at = corners[leg + 1];
                continue;
            }

            var end = corners[leg + 1] - Direction(leg) * tangents[leg + 1];
            Go(at, end, Heading(leg));
            if (leg + 2 == corners.Count || links[leg + 1])
            {
                Add(end, leg + 1);
                at = end;
            }
            else
            {
                at = Round(leg + 1, end, tangents[leg + 1]);
            }
        }
    }

    /// <summary>How much of both legs the arc at each corner takes; 0 where a turn is flown beyond the corner.</summary>
    private double[] Tangents()
    {
        var tangents = new double[corners.Count];
        for (var i = 1; i + 1 < corners.Count; i++)
        {
            var sharp = Math.Abs(turns[i]) * DegreesPerRadian > 120;
            tangents[i] = links[i] || links[i - 1] || sharp ? 0 : radius * Math.Tan(Math.Abs(turns[i]) / 2);
        }

        return tangents;
    }

    private void CheckLengths(double[] tangents)
    {
        for (var leg = 0; leg + 1 < corners.Count; leg++)
        {
            var needs = tangents[leg] + tangents[leg + 1];
            if (needs <= Length(leg) + 1e-9)
            {
                continue;
            }

            tight.Add(new(leg, Length(leg), needs, radius * Length(leg) / needs));
            // Drawn all the same, so that there is something to look at: both corners are passed and turned at beyond.
            tangents[leg] = tangents[leg + 1] = 0;
        }
    }

    /// <summary>Turns at a corner: within it where there is room, else over it and back onto the next leg.</summary>
    private Vec Round(int corner, Vec from, double tangent)
    {
        if (tangent == 0)
        {
            Add(corners[corner], corner);
            if (Math.Abs(turns[corner]) > 1e-9)
            {
                Join(corner - 1, corner, Heading(corner), corner);
            }

            return corners[corner];
        }

        var arc = new PathPiece(
            from,
            Heading(corner - 1),
            radius * Math.Abs(turns[corner]),
            Math.Sign(turns[corner]) / radius
        );
        Draw(arc, corner);
        return corners[corner] + Direction(corner) * tangent;
    }

    /// <summary>From a corner, as the leg before arrived there, to a place on the way with a heading.</summary>
    private void Join(int leg, int to, double heading, int? from = null)
    {
        var before = from is null ? leg - 1 : leg;
        var start = corners[from ?? leg];
        var ahead = from is null ? runIn : 0;
        var end = corners[to] - new Vec(Math.Cos(heading), Math.Sin(heading)) * ahead;
        foreach (var piece in DubinsPath.Between(start, Heading(before), end, heading, radius))
        {
            Draw(piece, -1);
        }

        Go(end, corners[to], heading);
        Add(corners[to], to);
    }

    private void Go(Vec from, Vec to, double heading)
    {
        var length = Vec.Distance(from, to);
        if (length > 1e-9)
        {
            pieces.Add(new(from, heading, length, 0));
            metres += length;
        }
    }

    private void Draw(PathPiece piece, int source)
    {
        var steps =
            piece.Curvature == 0
                ? 1
                : Math.Max(1, (int)Math.Ceiling(piece.Metres * Math.Abs(piece.Curvature) * DegreesPerRadian / StepDeg));
        for (var step = 0; step <= steps; step++)
        {
            // The middle of an arc stands for the corner that it rounds.
            var stands = step == steps / 2 ? source : -1;
            Add(piece.At(piece.Metres * step / steps), stands, metres + piece.Metres * step / steps);
        }

        pieces.Add(piece);
        metres += piece.Metres;
    }

    private void Add(Vec position, int source) => Add(position, source, metres);

    private void Add(Vec position, int source, double at)
    {
        if (points.Count > 0 && Vec.Distance(points[^1].Position, position) < 1e-6)
        {
            points[^1] = points[^1] with { Source = Math.Max(points[^1].Source, source) };
            return;
        }

        points.Add(new(position, source, at));
    }

    private double Length(int leg) => Vec.Distance(corners[leg], corners[leg + 1]);

    private Vec Direction(int leg) => (corners[leg + 1] - corners[leg]) * (1 / Length(leg));

    private double Heading(int leg)
    {
        var way = corners[leg + 1] - corners[leg];
        return Math.Atan2(way.Y, way.X);
    }
}
