using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

/// <summary>Searches of areas that keep-outs cut apart.</summary>
public class SearchPiecesTests
{
    private static readonly LocalFrame Frame = new(new GeoPoint(54.48, 8.99));

    /// <summary>A field of 400 m by 200 m with two low barriers that leave a gap in the north, so that the area falls into three.</summary>
    private static readonly Site Barred = new SiteText()
        .Box("boundary", "Field", -220, -120, 220, 120)
        .Point("dock", "Pad", (0, 0))
        .Point("dock", "Second pad", (6, 0))
        .Point("dock", "Third pad", (12, 0))
        .Box("area", "Meadow", -200, -100, 200, 70)
        .Box("building", "Hall", -72, -119, -60, 85, "\"heightM\": 14")
        .Box("building", "Wall", 60, -119, 72, 85, "\"heightM\": 14")
        .Site();

    public static TheoryData<string, int> Searches { get; } =
        new MatrixTheoryData<string, int>(
            ["parallel-track", "creeping-line", "contour-search", "probability-search"],
            [1, 2]
        );

    private static Arbitrary<(string Template, int Vehicles, LocalPoint[] Corners)> Drawn { get; } =
        (
            from template in Gen.Elements("parallel-track", "creeping-line", "contour-search")
            from vehicles in Gen.Choose(1, 3)
            from corners in Gen.ArrayOf(
                (
                    from east in Gen.Choose(-210, 210)
                    from north in Gen.Choose(-110, 110)
                    select new LocalPoint(east, north)
                ),
                4
            )
            select (template, vehicles, corners)
        ).ToArbitrary();

    [Theory]
    [MemberData(nameof(Searches))]
    public void Every_piece_is_searched_and_none_of_the_pattern_is_left_out(string template, int vehicles)
    {
        var plan = Plan(template, vehicles, [("altitude", "15"), ("spacing", "20"), ("budget", "12000")]);

        plan.Problems.Should().BeEmpty();
        plan.Plans.Should().OnlyContain(each => each.IsFlyable);
        plan.Notes.Should().Contain(note => note.Contains("3 parts: all of them are searched"));
        plan.Figures.Should().NotContainKey("leftOutPct");
        var places = Places(plan);
        places.Should().Contain(at => at.EastMetres < -100);
        places.Should().Contain(at => Math.Abs(at.EastMetres) < 40);
        places.Should().Contain(at => at.EastMetres > 100);
    }

    [Fact]
    public void Parallel_tracks_of_all_pieces_come_as_near_as_their_spacing_asks_for()
    {
        var plan = Plan("parallel-track", 1, [("altitude", "15"), ("spacing", "20")]);

        var ways = plan.Routes.Select(Local).ToList();
        for (var east = -195; east <= 195; east += 10)
        {
            for (var north = -95; north <= 65; north += 10)
            {
                var place = new LocalPoint(east, north);
                var isKeptOut = Math.Abs(Math.Abs(east) - 66) < 16;
                (isKeptOut || ways.Exists(way => Distance(way, place) <= 16)).Should().BeTrue($"of {place}");
            }
        }
    }

    /// <summary>Behind a keep-out there is no straight way home: its shadow cuts the area, and the way leads round before it.</summary>
    [Theory]
    [InlineData("parallel-track")]
    [InlineData("creeping-line")]
    [InlineData("contour-search")]
    public void Pieces_on_both_sides_of_a_keep_outs_shadow_are_searched(string template)
    {
        var site = new SiteText()
            .Box("boundary", "Field", -220, -120, 220, 120)
            .Point("dock", "Pad", (0, -100))
            .Box("area", "Meadow", -200, 20, 200, 100)
            .Box("keep-out", "Tank", -10, -30, 10, -20)
            .Site();

        var plan = On(site, template, 1, [("spacing", "20")]);

        plan.Problems.Should().BeEmpty();
        plan.Plans.Should().OnlyContain(each => each.IsFlyable);
        plan.Notes.Should().Contain(note => note.Contains("2 parts: all of them are searched"));
        plan.Figures.Should().NotContainKey("leftOutPct");
        Places(plan).Should().Contain(at => at.EastMetres > 150).And.Contain(at => at.EastMetres < -150);
    }

    [Fact]
    public void A_piece_that_nothing_leads_to_is_counted_as_left_out()
    {
        var site = new SiteText()
            .Box("boundary", "Field", -220, -120, 220, 120)
            .Point("dock", "Pad", (-20, 0))
            .Box("area", "Meadow", -200, -100, 200, 100)
            .Box("building", "Wall", 60, -119, 72, 119, "\"heightM\": 14")
            .Site();

        var plan = On(site, "parallel-track", 1, [("altitude", "15"), ("spacing", "20")]);

        plan.Problems.Should().BeEmpty();
        plan.Notes.Should().Contain(note => note.Contains("2 parts, and 1 of them"));
        Places(plan).Should().OnlyContain(at => at.EastMetres < 60);
    }

    /// <summary>Whatever is drawn across the barriers: what is flyable comes to every piece that is worth a lane.</summary>
    [Property(MaxTest = 60)]
    public Property Every_piece_of_a_drawn_area_is_come_to() =>
        Prop.ForAll(
            Drawn,
            drawn =>
            {
                var outline = DrawnPlaces.Format(drawn.Corners.Select(Frame.ToGeo));
                var plan = Plan(
                    drawn.Template,
                    drawn.Vehicles,
                    [("altitude", "15"), ("spacing", "15"), ("area", outline)]
                );
                if (plan.Problems.Count > 0)
                {
                    return plan.Problems.All(problem => problem.Reason.Length > 0);
                }

                var places = plan.Routes.Select(Local).ToList();
                return plan.Plans.All(each => each.IsFlyable)
                    && Pieces(drawn.Corners).All(piece => places.Exists(way => ComesTo(way, piece)));
            }
        );

    [Property(MaxTest = 100)]
    public Property The_order_of_few_tracks_is_the_best_of_all() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var tracks = Enumerable
                    .Range(0, 1 + random.Next(4))
                    .Select(IReadOnlyList<LocalPoint> (_) => [Anywhere(random), Anywhere(random)])
                    .ToList();
                var start = Anywhere(random);

                var order = new PieceTour(tracks, Everywhere(), start).Ordered(PieceOrder.EitherWay);

                return Math.Abs(Ways(start, order) - Shortest(start, tracks)) < 1e-6;
            }
        );

    [Fact]
    public void The_order_of_many_tracks_holds_each_of_them_once()
    {
        var random = new Random(4);
        var tracks = Enumerable
            .Range(0, 14)
            .Select(IReadOnlyList<LocalPoint> (_) => [Anywhere(random), Anywhere(random)])
            .ToList();

        var order = new PieceTour(tracks, Everywhere(), null).Ordered(PieceOrder.EitherWay);

        order
            .Select(track => track.OrderBy(at => at.EastMetres).First())
            .Should()
            .BeEquivalentTo(tracks.Select(track => track.OrderBy(at => at.EastMetres).First()));
        Ways(null, order).Should().BeLessThan(Ways(null, tracks));
    }

    private static double Shortest(LocalPoint from, List<IReadOnlyList<LocalPoint>> left) =>
        left.Count == 0
            ? 0
            : left.SelectMany(track =>
                    new[] { (In: track[0], Out: track[1]), (In: track[1], Out: track[0]) }.Select(visit =>
                        from.DistanceTo(visit.In) + Shortest(visit.Out, [.. left.Where(other => other != track)])
                    )
                )
                .Min();

    private static double Ways(LocalPoint? start, IReadOnlyList<IReadOnlyList<LocalPoint>> order) =>
        order
            .Select((track, i) => i > 0 ? order[i - 1][^1].DistanceTo(track[0]) : start?.DistanceTo(track[0]) ?? 0)
            .Sum();

    private static KeptWithin Everywhere() =>
        new(
            AreaShape.Of([
                [new Vec(-999, -999), new Vec(999, -999), new Vec(999, 999), new Vec(-999, 999)],
            ])
        );

    private static LocalPoint Anywhere(Random random) => new(random.Next(-500, 500), random.Next(-500, 500));

    /// <summary>The drawn area's pieces between the barriers, well away from them, that are large enough for a lane.</summary>
    private static IEnumerable<NetTopologySuite.Geometries.Geometry> Pieces(LocalPoint[] corners)
    {
        var area = PlanarShapes.Polygon([.. corners.Select(corner => corner.ToCoordinate())], []);
        var barriers = PlanarShapes.Widened(
            PlanarShapes.Factory.BuildGeometry([
                .. Barred
                    .OfKind(SiteFeatureKind.Building)
                    .Select(wall =>
                        PlanarShapes.Polygon(
                            [.. wall.Local.Coordinates[..^1].Select(Barred.Frame.ToGeo).Select(Frame.ToCoordinate)],
                            []
                        )
                    ),
            ]),
            12
        );
        return PlanarShapes
            .Polygons(area.Difference(barriers))
            .Where(piece => PlanarShapes.Widened(piece, -12).Area > 400);
    }

    private static bool ComesTo(List<LocalPoint> way, NetTopologySuite.Geometries.Geometry piece) =>
        way.Count > 1 && PlanarShapes.Line(way.Select(at => at.ToCoordinate())).Intersects(piece);

    private static double Distance(List<LocalPoint> way, LocalPoint place) =>
        PlanarShapes
            .Line(way.Select(at => at.ToCoordinate()))
            .Distance(PlanarShapes.Factory.CreatePoint(place.ToCoordinate()));

    private static List<LocalPoint> Places(RoutePlan plan) => [.. plan.Routes.SelectMany(Local)];

    private static List<LocalPoint> Local(VehicleRoute route) =>
        [.. route.Track.Select(point => Frame.ToLocal(point.Position))];

    private static RoutePlan Plan(string template, int vehicles, (string Name, string Value)[] values) =>
        On(Barred, template, vehicles, values);

    private static RoutePlan On(Site site, string template, int vehicles, (string Name, string Value)[] values)
    {
        var definition = Demo.Library.Find(template)!;
        var known = definition.Parameters.Select(parameter => parameter.Name).ToHashSet();
        var team = SiteTeam.Of(site, [.. Enumerable.Repeat(definition.Vehicles[0], vehicles)], null);
        return SiteMission.Plan(
            new SiteTask(
                definition,
                values.Where(v => known.Contains(v.Name)).ToDictionary(v => v.Name, v => v.Value),
                site,
                team,
                Seed: 1
            )
        );
    }
}
