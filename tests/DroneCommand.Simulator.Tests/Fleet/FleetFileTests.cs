using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Tests.Fleet;

public class FleetFileTests
{
    [Fact]
    public void The_demo_fleet_stands_at_the_sites_docks()
    {
        var site = DemoSite.Load();
        var fleet = FleetFile.AtDocks(site, 3, 1, 1);
        fleet
            .Select(v => (v.Name, v.SystemId))
            .Should()
            .Equal(("Kestrel 1", (byte)1), ("Kestrel 2", (byte)2), ("Kestrel 3", (byte)3), ("Badger 1", (byte)11));
        fleet[0].Home.Should().Be(site.FindDock("Dock A")!.Position);
        fleet[3].Kind.Should().Be(VehicleKind.Rover);
        fleet[3].Home.Should().Be(site.FindDock("Gate yard")!.Position);
        fleet.Select(v => v.Uid).Should().OnlyHaveUniqueItems();
        FleetFile
            .AtDocks(site, 3, 1, 1)
            .Select(v => v.Uid)
            .Should()
            .Equal(fleet.Select(v => v.Uid), "identity survives a restart");
    }

    [Fact]
    public void More_vehicles_than_docks_stand_beside_the_last_one()
    {
        var fleet = FleetFile.AtDocks(DemoSite.Load(), 6, 3, 1);
        fleet.Select(v => v.Home).Should().OnlyHaveUniqueItems();
        fleet.Select(v => (int)v.SystemId).Should().Equal(1, 2, 3, 4, 5, 6, 11, 12, 13);
    }

    [Fact]
    public void A_file_names_its_vehicles()
    {
        const string Json = """
            [{"name": "Owl", "kind": "copter", "systemId": 7, "uid": "abc",
              "home": {"lat": 54.48, "lon": 8.99, "amslM": 2, "headingDeg": 90}}]
            """;
        var owl = FleetFile.Parse(Json, "fleet.json").Should().ContainSingle().Subject;
        owl.Should()
            .BeEquivalentTo(
                new
                {
                    Name = "Owl",
                    Kind = VehicleKind.Copter,
                    SystemId = (byte)7,
                    Uid = "abc",
                    HeadingDeg = 90.0,
                }
            );
    }

    [Theory]
    [InlineData("[{]", "fleet.json, line 1")]
    [InlineData(
        """[{"name": "A", "kind": "boat", "systemId": 1, "home": {"lat": 0, "lon": 0, "amslM": 0, "headingDeg": 0}}]""",
        "fleet.json"
    )]
    [InlineData(
        """[{"name": "A", "kind": "rover", "systemId": 300, "home": {"lat": 0, "lon": 0, "amslM": 0, "headingDeg": 0}}]""",
        "1 to 250"
    )]
    [InlineData(
        """[{"name": "A", "colour": 1, "kind": "rover", "systemId": 3, "home": {"lat": 0, "lon": 0, "amslM": 0, "headingDeg": 0}}]""",
        "colour"
    )]
    [InlineData(
        """[{"name": "A", "kind": "rover", "systemId": 3, "home": {"lat": 95, "lon": 0, "amslM": 0, "headingDeg": 0}}]""",
        "on Earth"
    )]
    public void A_broken_file_is_refused_in_one_line(string json, string says)
    {
        var read = () => FleetFile.Parse(json, "fleet.json");
        read.Should().Throw<FormatException>().Which.Message.Should().Contain(says).And.NotContain("\n");
    }

    [Fact]
    public void A_system_id_given_twice_is_refused()
    {
        const string One =
            """{"name": "A", "kind": "rover", "systemId": 3, "home": {"lat": 1, "lon": 1, "amslM": 0, "headingDeg": 0}}""";
        var read = () => FleetFile.Parse($"[{One}, {One}]", "fleet.json");
        read.Should().Throw<FormatException>().WithMessage("*system id 3*twice*");
    }
}
