using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Search;

public class ContourMissionTests
{
    private static readonly GeoPoint Top = new(47.4, 8.5);

    /// <summary>A cone of 200 m that rises 1 m in 4.</summary>
    private sealed class Cone : IHeights
    {
        public AltitudeAmsl? HeightAt(GeoPoint place) => new(600 - Geodesic.Distance(Top, place) / 4);
    }

    private sealed class Unknown : IHeights
    {
        public AltitudeAmsl? HeightAt(GeoPoint place) => null;
    }

    [Fact]
    public void With_heights_the_lines_go_down_from_the_top_each_at_its_own_height()
    {
        var plan = MissionKinds
            .Of(MissionKind.ContourSearch)
            .Plan(Task(1, ("levels", "40")) with { Heights = new Cone() });

        plan.Problems.Should().BeEmpty();
        var track = plan.Routes.Should().ContainSingle().Subject.Track;
        var far = track.Select(point => Geodesic.Distance(Top, point.Position)).ToList();
        far[0].Should().BeApproximately(80, 10, "the first level lies half a step below the top");
        far.Take(10).Max().Should().BeLessThan(far.TakeLast(10).Min());
        track[0].Altitude.Metres.Should().BeGreaterThan(track[^1].Altitude.Metres + 80);
        // Never less above the cone than the template asks for, whatever lies between two levels.
        var foot = 600 - 500 * Math.Sqrt(2) / 4;
        track.Zip(far).Should().OnlyContain(p => foot + p.First.Altitude.Metres - (600 - p.Second / 4) > 60 - 1);
    }

    [Fact]
    public void Without_heights_rings_lie_inside_the_outline_and_the_plan_says_so()
    {
        var plan = MissionKinds
            .Of(MissionKind.ContourSearch)
            .Plan(Task(2, ("spacing", "60")) with { Heights = new Unknown() });

        plan.Problems.Should().BeEmpty();
        plan.Routes.Should().HaveCount(2);
        plan.Notes.Should().Contain(note => note.StartsWith("No heights are known here"));
        plan.Routes[0].LengthMetres.Should().BeApproximately(plan.Routes[1].LengthMetres, 60);
        plan.LengthMetres.Should().BeApproximately(1000 * 1000 / 60.0, 2500);
    }

    [Fact]
    public void Ground_that_is_flat_is_searched_in_rings()
    {
        var flat = MissionKinds.Of(MissionKind.ContourSearch).Plan(Task(1) with { Heights = new Level() });

        flat.Notes.Should().Contain(note => note.StartsWith("No heights are known here"));
    }

    private sealed class Level : IHeights
    {
        public AltitudeAmsl? HeightAt(GeoPoint place) => new(400);
    }

    private static KindTask Task(int vehicles, params (string Name, string Value)[] values)
    {
        var frame = new LocalFrame(Top);
        GeoPoint[] square =
        [
            frame.ToGeo(new LocalPoint(-500, -500)),
            frame.ToGeo(new LocalPoint(500, -500)),
            frame.ToGeo(new LocalPoint(500, 500)),
            frame.ToGeo(new LocalPoint(-500, 500)),
        ];
        return new(
            Demo.Library.Find("contour-search")!,
            values.ToDictionary(value => value.Name, value => value.Value),
            new AreaGround([new DrawnArea(square, [])]),
            [.. Enumerable.Repeat(new TeamMember(VehicleClass.Copter, null), vehicles)],
            1
        );
    }
}
