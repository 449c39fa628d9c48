using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Patrols;

public class LineSharesTests
{
    private static readonly LocalFrame Frame = new(new GeoPoint(47.2, 8.5));

    /// <summary>Up to five rectangles about a square kilometre, and up to five vehicles.</summary>
    private static Arbitrary<((int X, int Y, int Side)[] Squares, double[] Speeds)> Cases { get; } =
        (
            from squares in (
                from x in Gen.Choose(0, 900)
                from y in Gen.Choose(0, 900)
                from side in Gen.Choose(20, 200)
                select (x, y, side)
            ).NonEmptyListOf()
            from speeds in Gen.Choose(2, 12).Select(v => (double)v).NonEmptyListOf()
            select (((int, int, int)[])[.. squares.Take(4)], (double[])[.. speeds.Take(4)])
        ).ToArbitrary();

    [Property(MaxTest = 40)]
    public Property The_worst_idleness_is_the_least_of_all_allotments() =>
        Prop.ForAll(
            Cases,
            c =>
            {
                var lines = Lines(c.Squares);
                var worst = LineShares.Of(lines, c.Speeds, seed: 3).Max(share => share.Patrol.WorstIdlenessS);
                return worst <= Exhaustive(lines, c.Speeds) * 1.001;
            }
        );

    [Property(MaxTest = 60)]
    public Property Every_line_is_patrolled_and_simulation_agrees() =>
        Prop.ForAll(
            Cases,
            c =>
            {
                var lines = Lines(c.Squares);
                var shares = LineShares.Of(lines, c.Speeds, seed: 5);
                var worst = shares.Max(share => share.Patrol.WorstIdlenessS);
                return shares.SelectMany(share => share.Lines).Order().SequenceEqual(Enumerable.Range(0, lines.Count))
                    && shares.SelectMany(share => share.Vehicles).Distinct().Count()
                        == shares.Sum(s => s.Vehicles.Count)
                    && worst >= LineShares.LowerBoundS(lines, c.Speeds) * (1 - 1e-9)
                    && shares.All(share =>
                        IdlenessMeter.Measure(share.Tour.Line.Length, share.Patrol.Vehicles, 100).WorstS
                        <= share.Patrol.WorstIdlenessS * (1 + 1e-9)
                    );
            }
        );

    [Fact]
    public void Far_lines_get_vehicles_by_their_length()
    {
        var lines = Lines([(0, 0, 300), (5_000, 0, 100)]);

        var shares = LineShares.Of(lines, [5, 5, 5, 5], seed: 1);

        shares.Should().HaveCount(2);
        shares[0].Vehicles.Should().HaveCount(3);
        shares[0].Patrol.WorstIdlenessS.Should().BeApproximately(80, 0.1);
    }

    [Fact]
    public void One_vehicle_goes_round_all_of_them()
    {
        var lines = Lines([(0, 0, 100), (120, 0, 100), (240, 0, 100)]);

        var share = LineShares.Of(lines, [5], seed: 1).Should().ContainSingle().Subject;

        share.Tour.LinkMetres.Should().BeLessThan(320);
        share.Tour.Line.Length.Should().BeApproximately(1_200 + share.Tour.LinkMetres, 0.1);
    }

    [Fact]
    public void An_open_line_is_gone_there_and_back_or_as_part_of_a_round()
    {
        FenceLine[] lines = [Line((0, 0), (200, 0)), Line((200, 50), (0, 50))];

        var one = LineShares.Of(lines, [5], seed: 1).Should().ContainSingle().Subject;
        one.Tour.Line.IsClosed.Should().BeTrue();
        one.Tour.LinkMetres.Should().BeApproximately(100, 0.1);
        LineShares.Of([lines[0]], [5], seed: 1)[0].Patrol.WorstIdlenessS.Should().BeApproximately(80, 0.1);
    }

    private static FenceLine Line(params (int X, int Y)[] points) =>
        new([.. points.Select(p => Frame.ToGeo(new LocalPoint(p.X, p.Y)))], false);

    private static List<FenceLine> Lines((int X, int Y, int Side)[] squares) =>
        [.. squares.Select(s => new FenceLine([.. Corners(s).Select(Frame.ToGeo)]))];

    private static LocalPoint[] Corners((int X, int Y, int Side) s) =>
        [new(s.X, s.Y), new(s.X + s.Side, s.Y), new(s.X + s.Side, s.Y + s.Side), new(s.X, s.Y + s.Side)];

    /// <summary>Every line and every vehicle in every group.</summary>
    private static double Exhaustive(List<FenceLine> lines, double[] speeds)
    {
        var tours = new LineTours(lines);
        var groups = Math.Min(lines.Count, speeds.Length);
        var best = double.PositiveInfinity;
        foreach (var lineGroups in Assignments(lines.Count, groups))
        {
            foreach (var vehicleGroups in Assignments(speeds.Length, groups))
            {
                best = Math.Min(
                    best,
                    Enumerable.Range(0, groups).Max(g => Worst(tours, speeds, lineGroups, vehicleGroups, g))
                );
            }
        }

        return best;
    }

    private static double Worst(LineTours tours, double[] speeds, int[] lineGroups, int[] vehicleGroups, int group)
    {
        var set = Enumerable
            .Range(0, lineGroups.Length)
            .Where(i => lineGroups[i] == group)
            .Aggregate(0UL, (s, i) => s | 1UL << i);
        double[] own = [.. speeds.Where((_, i) => vehicleGroups[i] == group)];
        return set == 0 ? 0
            : own.Length == 0 ? double.PositiveInfinity
            : FencePatrol.Plan(tours.Length(set), !tours.IsOpen(set), own).WorstIdlenessS;
    }

    private static IEnumerable<int[]> Assignments(int count, int groups)
    {
        for (var code = 0; code < Math.Pow(groups, count); code++)
        {
            yield return [.. Enumerable.Range(0, count).Select(i => code / (int)Math.Pow(groups, i) % groups)];
        }
    }
}
