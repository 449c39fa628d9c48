using System.Text;
using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetTopologySuite.IO.Esri;

namespace DroneCommand.Missions.Tests.Exchange;

public class PlanExportTests
{
    private static readonly GeoPoint Start = new(47.4, 8.5);

    /// <summary>What is written in any format is read back with every place where it was, to 1e-7°.</summary>
    [Property(MaxTest = 150)]
    public Property Every_format_keeps_the_places() =>
        Prop.ForAll(
            Ways,
            Gen.Elements(Enum.GetValues<ExportFormat>()).ToArbitrary(),
            Gen.Elements(MavAutopilot.Ardupilotmega, MavAutopilot.Px4).ToArbitrary(),
            (way, format, autopilot) =>
            {
                var plan = PlanOf(Route(way));
                var files = PlanExport.Write(plan, format, "way", new ExportOptions { Autopilot = autopilot }).Files;
                var main = files[0];
                var read = ShapeImport.Read(
                    main.Content,
                    main.Name,
                    ending => files.FirstOrDefault(f => f.Name.EndsWith(ending, StringComparison.Ordinal))?.Content
                );
                var back = read.Shapes!.Lines[0].Points;
                // PX4's take-off has a place: the first.
                var skip =
                    format is ExportFormat.Plan or ExportFormat.Waypoints
                    && autopilot == MavAutopilot.Px4
                    && back.Count > way.Count
                        ? 1
                        : 0;
                return back.Count - skip == way.Count
                    && back.Skip(skip).Zip(way).All(pair => Near(pair.First, pair.Second));
            }
        );

    [Fact]
    public void GeoJson_has_a_line_with_the_agreed_properties_per_vehicle_and_sortie()
    {
        var plan = PlanOf(Route(Line(3)), Route(Line(4)) with { Vehicle = "copter 2", Sortie = 2 });

        var json = JsonDocument.Parse(Only(plan, ExportFormat.GeoJson)).RootElement.GetProperty("features");

        json.GetArrayLength().Should().Be(2);
        var properties = json[1].GetProperty("properties");
        properties.GetProperty("vehicle").GetString().Should().Be("copter 2");
        properties.GetProperty("sortie").GetInt32().Should().Be(2);
        properties.GetProperty("altitudeM").GetDouble().Should().Be(30);
        foreach (var name in (string[])["lengthM", "durationS", "energyWh", "turns"])
        {
            properties.GetProperty(name).ValueKind.Should().Be(JsonValueKind.Number);
        }

        json[1].GetProperty("geometry").GetProperty("coordinates").GetArrayLength().Should().Be(4);
    }

    /// <summary>The peer's own reader finds the lines and every column of ours.</summary>
    [Fact]
    public void A_shapefile_is_read_by_another_library()
    {
        var folder = Directory.CreateTempSubdirectory("dronecommand-export-").FullName;
        try
        {
            var written = PlanExport.Write(
                PlanOf(Route(Line(5))),
                ExportFormat.Shapefile,
                Path.Combine(folder, "way.shp"),
                new()
            );
            written.Files.Select(f => Path.GetExtension(f.Name)).Should().Equal(".shp", ".shx", ".dbf", ".prj", ".cpg");
            foreach (var file in written.Files)
            {
                File.WriteAllBytes(file.Name, file.Content);
            }

            var feature = Shapefile.ReadAllFeatures(Path.Combine(folder, "way.shp")).Should().ContainSingle().Subject;
            feature.Geometry.NumPoints.Should().Be(5);
            feature.Attributes["VEHICLE"].Should().Be("copter 1");
            feature.Attributes["NAME"].Should().Be("copter 1, sortie 1");
            Convert
                .ToDouble(feature.Attributes["ALTITUDE_M"], System.Globalization.CultureInfo.InvariantCulture)
                .Should()
                .Be(30);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_plan_gives_the_same_bytes()
    {
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var one = PlanExport.Write(PlanOf(Route(Line(9))), format, "a", new());
            var other = PlanExport.Write(PlanOf(Route(Line(9))), format, "a", new());

            other
                .Files.Select(f => Convert.ToHexString(f.Content))
                .Should()
                .Equal(one.Files.Select(f => Convert.ToHexString(f.Content)));
        }
    }

    [Theory]
    [InlineData(MavAutopilot.Ardupilotmega, 3)]
    [InlineData(MavAutopilot.Px4, 12)]
    public void A_plan_always_has_fence_and_rally_points_and_names_its_firmware(MavAutopilot autopilot, int number)
    {
        var text = Only(PlanOf(Route(Line(3))), ExportFormat.Plan, autopilot);

        var root = JsonDocument.Parse(text).RootElement;
        root.GetProperty("geoFence").GetProperty("polygons").GetArrayLength().Should().Be(0);
        root.GetProperty("rallyPoints").GetProperty("points").GetArrayLength().Should().Be(0);
        root.GetProperty("mission").GetProperty("firmwareType").GetInt32().Should().Be(number);
    }

    [Fact]
    public void Waypoints_have_tabs_home_in_row_0_and_all_digits()
    {
        var rows = Only(PlanOf(Route((GeoPoint[])[new(47.1234567, 8.7654321), new(47.2, 8.8)])), ExportFormat.Waypoints)
            .Split('\n');

        rows[0].Should().Be("QGC WPL 110");
        rows[1].Should().StartWith("0\t1\t0\t16\t");
        rows[4].Split('\t').Should().HaveCount(12).And.Contain("47.1234567").And.Contain("8.7654321");
    }

    [Fact]
    public void A_plan_on_a_site_goes_from_home_to_home_and_takes_the_site_s_fence_along()
    {
        var plan = OnSite();

        var file = PlanFiles.Read(Only(plan, ExportFormat.Plan, MavAutopilot.Ardupilotmega, Demo.Site)).Plan!;

        file.Fence.Should().Equal(FenceBuilder.FromBoundary(Demo.Site));
        file.Home.Should().Be(plan.Plans[0].HomeOfMission());
        file.Mission.Should().HaveCount(plan.Plans[0].ToMissionItems().Count);
        var line = ShapeImport
            .Read(Encoding.UTF8.GetBytes(Only(plan, ExportFormat.GeoJson)), "x")
            .Shapes!.Lines[0]
            .Points;
        Near(line[0], plan.Plans[0].Home).Should().BeTrue();
        Near(line[^1], plan.Plans[0].Home).Should().BeTrue();
        Only(plan, ExportFormat.Gpx).Should().Contain("<ele>");
    }

    [Fact]
    public void Names_cannot_break_out_of_the_formats()
    {
        var route = Route(Line(2)) with { Vehicle = "copter <b>&\"1\"" };

        foreach (var format in (ExportFormat[])[ExportFormat.Kml, ExportFormat.Gpx, ExportFormat.GeoJson])
        {
            var text = Only(PlanOf(route), format);
            text.Should().NotContain("<b>");
            Files.Read(text).Shapes!.Lines.Should().ContainSingle();
        }
    }

    private static RoutePlan OnSite() =>
        SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find("perimeter-patrol")!,
                new Dictionary<string, string>(),
                Demo.Site,
                SiteTeam.Of(Demo.Site, [VehicleFamily.Copter], null)
            )
        );

    internal static VehicleRoute Route(IReadOnlyList<GeoPoint> places) =>
        Route([.. places.Select(place => new TrackPoint(place, new AltitudeAboveHome(30)))]);

    internal static VehicleRoute Route(IReadOnlyList<TrackPoint> track) =>
        VehicleRoute.Of("copter 1", 0, 1, track, VehicleClass.Copter, 8, new FlightModel(VehicleClass.Copter, null, 5));

    internal static RoutePlan PlanOf(params VehicleRoute[] routes) =>
        new()
        {
            TemplateId = "made",
            Routes = routes,
            Problems = [],
            Altitude = new(30),
            SpeedMps = 8,
        };

    internal static string Only(
        RoutePlan plan,
        ExportFormat format,
        MavAutopilot autopilot = MavAutopilot.Ardupilotmega,
        Site? site = null
    )
    {
        var written = PlanExport.Write(plan, format, "way.x", new ExportOptions { Autopilot = autopilot, Site = site });
        return Encoding.UTF8.GetString(written.Files.Should().ContainSingle().Which.Content);
    }

    internal static List<GeoPoint> Line(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Geodesic.Direct(Start, 90, i * 10.0))];

    internal static bool Near(GeoPoint one, GeoPoint other) =>
        Math.Abs(one.LatitudeDeg - other.LatitudeDeg) <= 1e-7
        && Math.Abs(one.LongitudeDeg - other.LongitudeDeg) <= 1e-7;

    /// <summary>Ways anywhere that is planned, with any digits, no two places in a row the same.</summary>
    private static Arbitrary<List<GeoPoint>> Ways { get; } =
        (
            from count in Gen.Choose(2, 40)
            from random in Gen.Choose(0, int.MaxValue)
            select Way(count, new Random(random))
        ).ToArbitrary();

    private static List<GeoPoint> Way(int count, Random random)
    {
        var middle = new GeoPoint(random.NextDouble() * 168 - 84, random.NextDouble() * 358 - 179);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Geodesic.Direct(middle, random.NextDouble() * 360, random.NextDouble() * 5000)),
        ];
    }
}
