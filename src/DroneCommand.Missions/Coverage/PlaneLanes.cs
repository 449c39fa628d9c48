using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.OverlayNG;

namespace DroneCommand.Missions.Coverage;

/// <summary>
/// Lanes for a plane: straight, side by side, each as long as what its strip has of the area; turns lie beyond their ends.
/// Of all directions the one is taken in which lanes and turns take the least time, with the wind across them where that
/// is better.
/// </summary>
/// <param name="Lanes">In the order and direction in which they are flown.</param>
/// <param name="CoveredShare">Of the area that the strips cover.</param>
internal sealed record PlaneLanes(IReadOnlyList<StraightLane> Lanes, double CoveredShare)
{
    private const int Directions = 36;

    /// <summary>Directions for which an order of lanes is looked for.</summary>
    private const int Promising = 3;

    /// <summary>Heights at which a strip's extent is looked at.</summary>
    private const int Samples = 9;

    /// <summary>Finds the lanes.</summary>
    /// <param name="area">What is to be covered.</param>
    /// <param name="swath">Metres across that are seen.</param>
    /// <param name="radius">Of the plane's turns.</param>
    /// <param name="speedMps">Airspeed.</param>
    /// <param name="model">How the plane moves in the wind.</param>
    public static PlaneLanes Over(AreaShape area, double swath, double radius, double speedMps, FlightModel model)
    {
        var best = Enumerable
            .Range(0, Directions)
            .Select(i => In(area, swath, Math.PI * i / Directions))
            .OrderBy(lanes => Seconds(lanes, speedMps, model) + lanes.Count * Turn(swath, radius) / speedMps)
            .Take(Promising)
            .Select(lanes => LaneOrder.Of(lanes, radius))
            .MinBy(lanes => Seconds(lanes, speedMps, model) + LaneOrder.Length(lanes, radius) / speedMps)!;
        return new PlaneLanes(best, Covered(area, swath, best));
    }

    private static double Turn(double swath, double radius) =>
        DubinsPath.TurnIntoLane(Math.Max(swath, 2 * radius), radius);

    private static double Seconds(IReadOnlyList<StraightLane> lanes, double speedMps, FlightModel model) =>
        model
            .Along([
                .. lanes.Select(lane => new LegShape(
                    Vec.Distance(lane.From, lane.To),
                    90 - lane.HeadingRad * 180 / Math.PI,
                    0,
                    speedMps
                )),
            ])
            .Sum(cost => cost.Seconds);

    private static List<StraightLane> In(AreaShape area, double swath, double radians)
    {
        var turned = area.Turned(-radians);
        var height = turned.High.Y - turned.Low.Y;
        var count = Math.Max(1, (int)Math.Ceiling(height / swath));
        var pitch = height / count;
        var rows = new RowSpans(turned, turned.Low.Y, pitch / Samples, count * Samples);
        var (sin, cos) = Math.SinCos(radians);
        var lanes = new List<StraightLane>();
        for (var row = 0; row < count; row++)
        {
            var y = turned.Low.Y + (row + 0.5) * pitch;
            foreach (var (from, to) in Merged(rows, row * Samples))
            {
                lanes.Add(new(lanes.Count, new Vec(from, y).Turned(sin, cos), new Vec(to, y).Turned(sin, cos)));
            }
        }

        return lanes;
    }

    /// <summary>What a strip has of the area, from side to side; what a hole leaves out in all of its height parts it.</summary>
    private static List<(double From, double To)> Merged(RowSpans rows, int first)
    {
        var spans = new List<(double From, double To)>();
        for (var i = first; i < first + Samples; i++)
        {
            for (var k = 0; k + 1 < rows[i].Length; k += 2)
            {
                spans.Add((rows[i][k], rows[i][k + 1]));
            }
        }

        var merged = new List<(double From, double To)>();
        foreach (var span in spans.Order())
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, span.To));
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }

    private static double Covered(AreaShape area, double swath, IReadOnlyList<StraightLane> lanes)
    {
        var factory = Geodesy.PlanarShapes.Factory;
        var strips = lanes.Select(lane =>
            (Geometry)
                Geodesy
                    .PlanarShapes.Segment(new(lane.From.X, lane.From.Y), new(lane.To.X, lane.To.Y))
                    .Buffer(swath / 2 + 1e-6, new BufferParameters(8))
        );
        var rings = area.Rings.Select(ring => ring.Select(at => new Coordinate(at.X, at.Y)).ToList()).ToList();
        var shape = Geodesy.PlanarShapes.Polygon(rings[0], rings.Skip(1));
        var seen = OverlayNGRobust.Overlay(
            OverlayNGRobust.Union(factory.BuildGeometry([.. strips])),
            shape,
            NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection
        );
        return seen.Area / shape.Area;
    }
}
