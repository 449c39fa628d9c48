using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Sites;

public class FenceBuilderTests
{
    [Fact]
    public void The_boundary_is_kept_in_and_the_keep_outs_are_kept_out()
    {
        var site = Demo.Site;

        var fence = FenceBuilder.FromBoundary(site);

        var inclusion = fence.Where(item => item.Command == MavCmd.NavFencePolygonVertexInclusion).ToList();
        inclusion.Select(item => item.Position!.Value).Should().Equal(site.Boundary.Points);
        inclusion.Should().OnlyContain(item => item.Param1 == site.Boundary.Points.Count);
        var exclusion = fence.Where(item => item.Command == MavCmd.NavFencePolygonVertexExclusion).ToList();
        exclusion.Should().HaveCount(8).And.OnlyContain(item => item.Param1 == 8);
        fence.Should().HaveCount(inclusion.Count + exclusion.Count);
    }

    [Theory]
    [InlineData("\"floorM\": 30", 0, 0)]
    [InlineData("\"ceilingM\": 30", 0, 4)]
    [InlineData("\"floorM\": 0, \"ceilingM\": 30", 0, 4)]
    public void A_keep_out_that_may_be_passed_is_no_part_of_the_fence(string properties, int copter, int rover)
    {
        var site = SiteText.Plain().Box("keep-out", "Zone", 20, 20, 40, 40, properties).Site();

        FenceBuilder.FromBoundary(site).Should().HaveCount(4 + copter);
        FenceBuilder.FromBoundary(site, VehicleFamily.Rover).Should().HaveCount(4 + rover);
    }

    [Fact]
    public void A_hole_of_the_boundary_is_kept_out_too()
    {
        var text = new SiteText();
        var outer = Ring(text, 100);
        var inner = Ring(text, 20);
        text.Raw(
            $$"""{ "type": "Feature", "properties": { "kind": "boundary", "name": "Ring" }, "geometry": { "type": "Polygon", "coordinates": [{{outer}}, {{inner}}] } }"""
        );

        var fence = FenceBuilder.FromBoundary(text.Site());

        fence
            .Select(item => item.Command)
            .Skip(4)
            .Should()
            .HaveCount(4)
            .And.OnlyContain(c => c == MavCmd.NavFencePolygonVertexExclusion);
    }

    [Fact]
    public void A_boundary_with_more_corners_than_a_fence_holds_is_refused()
    {
        var corners = Enumerable
            .Range(0, 300)
            .Select(i => Math.SinCos(i * Math.Tau / 300))
            .Select(t => (90 * t.Cos, 90 * t.Sin));

        var problems = new SiteText().Area("boundary", "Round", [.. corners]).Read().Problems;

        problems.Single().Reason.Should().Be("has 300 corners; an autopilot's fence has at most 255");
    }

    private static string Ring(SiteText text, double half)
    {
        (double, double)[] corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)];
        var places = corners.Select(corner => text.At(corner.Item1, corner.Item2));
        return $"[{string.Join(",", places.Select(place => FormattableString.Invariant($"[{place.LongitudeDeg:F9},{place.LatitudeDeg:F9}]")))}]";
    }
}
