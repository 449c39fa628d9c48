using DroneCommand.Missions.Geodesy;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Makes a network of drawn roads. Roads are joined where they cross, and where an end lies on another road's surface;
/// what lies outside the free ground is left out, so that nobody drives through buildings, water or keep-outs.
/// </summary>
internal sealed class RoadNetworkBuilder
{
    private const double LeastSnapMetres = 1;

    /// <summary>The most straight parts of roads.</summary>
    public const int MaxPieces = 4_000;

    private readonly List<Piece> pieces = [];
    private readonly List<Coordinate> nodes = [];
    private readonly List<(int From, int To)> links = [];

    /// <summary>A straight part of a road, with the places where it is to be cut.</summary>
    private sealed record Piece(Coordinate From, Coordinate To, double Width, bool IsOneWay)
    {
        public List<Coordinate> Cuts { get; } = [];

        public double Along(Coordinate place) =>
            (place.X - From.X) * (To.X - From.X) + (place.Y - From.Y) * (To.Y - From.Y);
    }

    /// <summary>The network.</summary>
    /// <param name="roads">The roads.</param>
    /// <param name="free">Where one may drive; null: everywhere.</param>
    public static RoadNetwork Build(IEnumerable<RoadLine> roads, Geometry? free)
    {
        var builder = new RoadNetworkBuilder();
        foreach (var road in roads)
        {
            builder.AddRoad(road, free);
        }

        builder.Cross();
        builder.Join(free);
        builder.Link();
        return new([.. builder.nodes.Select(LocalPoint.From)], builder.links);
    }

    private void AddRoad(RoadLine road, Geometry? free)
    {
        for (var i = 1; i < road.Points.Count; i++)
        {
            var (from, to) = (road.Points[i - 1].ToCoordinate(), road.Points[i].ToCoordinate());
            foreach (var (a, b) in Free(from, to, free))
            {
                if (pieces.Count == MaxPieces)
                {
                    throw new InvalidOperationException($"More than {MaxPieces} straight parts of roads.");
                }

                pieces.Add(new(a, b, road.WidthMetres, road.IsOneWay));
            }
        }
    }

    /// <summary>The parts of a straight road that lie on free ground, in its direction.</summary>
    private static IEnumerable<(Coordinate From, Coordinate To)> Free(Coordinate from, Coordinate to, Geometry? free)
    {
        if (from.Distance(to) < RoadNetwork.SameNodeMetres)
        {
            return [];
        }

        var segment = PlanarShapes.Segment(from, to);
        if (free is null || free.Covers(segment))
        {
            return [(from, to)];
        }

        var left = free.Intersection(segment);
        return Enumerable
            .Range(0, left.NumGeometries)
            .Select(left.GetGeometryN)
            .OfType<LineString>()
            .Where(part => part.Length >= RoadNetwork.SameNodeMetres)
            .Select(part => (part.Coordinates[0], part.Coordinates[^1]))
            .Select(part => from.Distance(part.Item1) <= from.Distance(part.Item2) ? part : (part.Item2, part.Item1));
    }

    private void Cross()
    {
        var intersector = new RobustLineIntersector();
        for (var i = 0; i < pieces.Count; i++)
        {
            for (var j = i + 1; j < pieces.Count; j++)
            {
                intersector.ComputeIntersection(pieces[i].From, pieces[i].To, pieces[j].From, pieces[j].To);
                for (var k = 0; k < intersector.IntersectionNum; k++)
                {
                    var place = intersector.GetIntersection(k).Copy();
                    pieces[i].Cuts.Add(place);
                    pieces[j].Cuts.Add(place);
                }
            }
        }
    }

    /// <summary>An end that lies on another road's surface is linked to that road's middle.</summary>
    private void Join(Geometry? free)
    {
        var drawn = pieces.ToList();
        foreach (var piece in drawn)
        {
            foreach (var end in (Coordinate[])[piece.From, piece.To])
            {
                foreach (var other in drawn.Where(other => !ReferenceEquals(other, piece)))
                {
                    Join(piece, end, other, free);
                }
            }
        }
    }

    private void Join(Piece piece, Coordinate end, Piece other, Geometry? free)
    {
        var near = new LineSegment(other.From, other.To).ClosestPoint(end);
        var gap = near.Distance(end);
        if (gap > Math.Max(LeastSnapMetres, (piece.Width + other.Width) / 2))
        {
            return;
        }

        if (gap <= RoadNetwork.SameNodeMetres)
        {
            other.Cuts.Add(near);
        }
        else if (free is null || free.Covers(PlanarShapes.Segment(end, near)))
        {
            other.Cuts.Add(near);
            pieces.Add(new(end, near, LeastSnapMetres, false));
        }
    }

    private void Link()
    {
        foreach (var piece in pieces)
        {
            var cuts = piece.Cuts.Append(piece.From).Append(piece.To).OrderBy(piece.Along).Select(Node).ToList();
            foreach (var (from, to) in cuts.Zip(cuts.Skip(1)).Where(pair => pair.First != pair.Second))
            {
                links.Add((from, to));
                if (!piece.IsOneWay)
                {
                    links.Add((to, from));
                }
            }
        }
    }

    private int Node(Coordinate place)
    {
        var found = nodes.FindIndex(node => node.Distance(place) <= RoadNetwork.SameNodeMetres);
        if (found >= 0)
        {
            return found;
        }

        nodes.Add(place);
        return nodes.Count - 1;
    }
}
