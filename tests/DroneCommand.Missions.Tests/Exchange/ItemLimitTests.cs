using System.Globalization;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Tests.Exchange;

public class ItemLimitTests
{
    private static readonly GeoPoint Middle = new(47.4, 8.5);

    [Theory]
    [InlineData(ExportFormat.Plan)]
    [InlineData(ExportFormat.Waypoints)]
    public void A_way_of_many_small_turns_loses_what_hardly_matters(ExportFormat format)
    {
        // A spiral of 3,000 places of which straight pieces of 10 cm would do with far fewer.
        var way = Enumerable.Range(0, 3000).Select(i => Geodesic.Direct(Middle, i * 1.0, 50 + i * 0.05)).ToList();

        var written = PlanExport.Write(PlanExportTests.PlanOf(PlanExportTests.Route(way)), format, "w.plan", new());

        var mission = Read(written.Files.Should().ContainSingle().Which);
        mission.Count.Should().BeLessThanOrEqualTo(699);
        var note = written.NotKept.Should().Contain(text => text.Contains("items are left out")).Which;
        var bound = double.Parse(note.Split("at most ")[^1].Split(' ')[0], CultureInfo.InvariantCulture) / 100;
        Deviation(way, Places(mission)).Should().BeLessThanOrEqualTo(bound + 1e-3);
    }

    [Fact]
    public void What_is_left_out_never_leads_out_of_the_area()
    {
        // The way follows a round hole so closely that any chord would cut through it.
        var hole = Circle(40, 720);
        var area = new DrawnArea(Circle(500, 90), [hole]);
        var way = Enumerable.Range(0, 1500).Select(i => Geodesic.Direct(Middle, -i * 0.5, 40.002)).ToList();
        var plan = PlanExportTests.PlanOf(PlanExportTests.Route(way));

        var free = PlanExport.Write(plan, ExportFormat.Plan, "w.plan", new());
        var bound = PlanExport.Write(plan, ExportFormat.Plan, "w.plan", new ExportOptions { Within = [area] });

        free.Files.Should().ContainSingle();
        bound.Files.Should().HaveCount(3);
        bound.NotKept.Should().Contain(text => text.Contains("are cut into 3 files, to be flown one after another"));
        var end = way[^1];
        bound.Files.SelectMany(file => Places(Read(file))).Should().Contain(p => Near(p, end));
    }

    [Fact]
    public void The_area_is_kept_where_thinning_suffices()
    {
        var hole = Circle(40, 36);
        var area = new DrawnArea(Circle(500, 90), [hole]);
        var way = Enumerable.Range(0, 2000).Select(i => Geodesic.Direct(Middle, -i * 0.5, 60 + i * 0.01)).ToList();

        var written = PlanExport.Write(
            PlanExportTests.PlanOf(PlanExportTests.Route(way)),
            ExportFormat.Plan,
            "w.plan",
            new ExportOptions { Within = [area] }
        );

        written.NotKept.Should().Contain(text => text.EndsWith("and stays within the area", StringComparison.Ordinal));
        var map = new FlatMap(Middle);
        var shape = AreaShape.Of([area.Outline.Select(map.ToPlane).ToArray(), hole.Select(map.ToPlane).ToArray()]);
        var places = Places(Read(written.Files.Should().ContainSingle().Which)).Select(map.ToPlane).ToList();
        places.Zip(places.Skip(1)).Should().OnlyContain(leg => shape.Sees(leg.First, leg.Second));
    }

    [Fact]
    public void Places_where_something_is_done_stay_and_what_is_under_way_goes_on_in_the_next_file()
    {
        var track = Enumerable
            .Range(0, 1200)
            .Select(i => new TrackPoint(Geodesic.Direct(Middle, 90, i * 5.0), new AltitudeAboveHome(30))
            {
                Actions = i switch
                {
                    10 => [new TriggerEvery(12), new StartVideo(), new PointCamera(-90)],
                    _ => [new Dwell(TimeSpan.FromSeconds(1))],
                },
            })
            .ToList();

        var written = PlanExport.Write(
            PlanExportTests.PlanOf(PlanExportTests.Route(track)),
            ExportFormat.Plan,
            "w.plan",
            new()
        );

        written.Files.Select(file => file.Name).Should().Equal("w-part1.plan", "w-part2.plan");
        var (first, second) = (Read(written.Files[0]), Read(written.Files[1]));
        first.Count.Should().BeLessThanOrEqualTo(699);
        first
            .TakeLast(3)
            .Select(item => item.Command)
            .Should()
            .Equal(MavCmd.DoSetCamTriggDist, MavCmd.VideoStopCapture, MavCmd.NavReturnToLaunch);
        second[0].Command.Should().Be(MavCmd.NavTakeoff);
        second
            .Skip(2)
            .Take(4)
            .Select(item => item.Command)
            .Should()
            .Equal(MavCmd.NavWaypoint, MavCmd.DoSetCamTriggDist, MavCmd.VideoStartCapture, MavCmd.DoMountControl);
        Near(second[2].Position!.Value, first.Last(item => item.Position is not null).Position!.Value)
            .Should()
            .BeTrue();
        var all = first.Concat(second).Where(item => item is { Command: MavCmd.NavWaypoint, Param1: 1 });
        all.Should().HaveCount(1199);
    }

    [Fact]
    public void A_way_that_fits_is_as_it_was()
    {
        var written = PlanExport.Write(
            PlanExportTests.PlanOf(PlanExportTests.Route(PlanExportTests.Line(690))),
            ExportFormat.Plan,
            "w.plan",
            new()
        );

        Read(written.Files.Should().ContainSingle().Which).Should().HaveCount(693);
        written.NotKept.Should().NotContain(text => text.Contains("left out"));
    }

    private static List<GeoPoint> Circle(double metres, int corners) =>
        [.. Enumerable.Range(0, corners).Select(i => Geodesic.Direct(Middle, -360.0 * i / corners, metres))];

    private static IReadOnlyList<MissionItem> Read(ExportFile file) =>
        PlanFiles.Read(System.Text.Encoding.UTF8.GetString(file.Content)).Plan!.Mission;

    private static List<GeoPoint> Places(IReadOnlyList<MissionItem> mission) =>
        [.. mission.Select(item => item.Position).OfType<GeoPoint>()];

    private static bool Near(GeoPoint one, GeoPoint other) => Geodesic.Distance(one, other) < 0.02;

    /// <summary>The furthest that any place of a way lies from another way, metres.</summary>
    private static double Deviation(List<GeoPoint> way, List<GeoPoint> other)
    {
        var map = new FlatMap(Middle);
        var line = PlanarShapes.Line(
            other.Select(map.ToPlane).Select(p => new NetTopologySuite.Geometries.Coordinate(p.X, p.Y))
        );
        return way.Max(place =>
        {
            var at = map.ToPlane(place);
            return line.Distance(PlanarShapes.Point(new NetTopologySuite.Geometries.Coordinate(at.X, at.Y)));
        });
    }
}
