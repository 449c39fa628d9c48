using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Templates;

/// <summary>What a template may say beyond its parameters.</summary>
public class TemplateLanguageTests
{
    [Fact]
    public void Every_key_is_read_into_the_template()
    {
        var template = Read(FullTemplate.Text).Template!;

        template
            .Requires.Should()
            .Be(
                new TemplateRequirements
                {
                    Camera = CameraNeed.Any,
                    Gimbal = true,
                    MinEndurance = TimeSpan.FromMinutes(12),
                }
            );
        template
            .Limits.Should()
            .Be(
                new TemplateLimits(30, 9)
                {
                    RechargeMinutes = 45,
                    Light = Daylight.Day,
                    WorstIdleness = TimeSpan.FromMinutes(20),
                    MaxDistanceMetres = 1_500,
                    MaxDuration = TimeSpan.FromMinutes(15),
                }
            );
        template.Route.Should().Be(new TemplateRoute { Order = RouteOrder.Reverse, BeginNear = "North gate" });
        template
            .Actions.AtCheckpoint.Should()
            .Equal(
                new TemplateAction.LookAt("checkpoint"),
                new TemplateAction.Dwell(TimeSpan.FromSeconds(10)),
                new TemplateAction.Photo(),
                new TemplateAction.PointCamera(-30, 90),
                new TemplateAction.PointCamera(-90, 0)
            );
        template.Actions.AtStart.Should().Equal(new TemplateAction.Video(true));
        template.Actions.AtCorner.Should().Equal(new TemplateAction.LookAt("ahead"));
        template.Actions.AtEnd.Should().Equal(new TemplateAction.Orbit(-15, 1), new TemplateAction.Video(false));
        template.OnFailure.LinkLost[VehicleFamily.Rover].Should().Be(FailsafeAction.Return);
        template.OnFailure.BatteryLow.Should().ContainSingle().Which.Value.Should().Be(FailsafeAction.Land);
        template.OnFailure.WarnOnly.Should().BeTrue();
        template.Camera.InTransitPitchDeg(VehicleFamily.Copter).Should().Be(20);
        template.Camera.OnRoutePitchDeg(VehicleFamily.Copter).Should().Be(-45);
        template.Camera.OnRoutePitchDeg(VehicleFamily.Rover).Should().Be(0);
        template.Camera.OnRoutePitchDeg(VehicleFamily.Plane).Should().BeNull();
        template.Camera.PhotoEveryMetres.Should().Be(20);
        template
            .Privacy.Should()
            .BeEquivalentTo(
                new
                {
                    CameraUp = true,
                    StopRecording = true,
                    MarginMetres = 25,
                }
            );
        template.Privacy!.Masks!.Zones.Should().Equal("Garden", "School");
    }

    [Fact]
    public void All_of_it_may_be_left_out()
    {
        var text = FullTemplate.Text[..FullTemplate.Text.IndexOf("requires:", StringComparison.Ordinal)];

        var template = Read(text).Template!;

        template.Requires.Should().Be(TemplateRequirements.None);
        template.Limits.Should().Be(TemplateLimits.None);
        template.Route.Should().Be(TemplateRoute.Default);
        template.Actions.IsEmpty.Should().BeTrue();
        template.OnFailure.LinkLost.Should().BeEmpty();
        template.Camera.SaysAnything.Should().BeFalse();
        template.Privacy.Should().BeNull();
    }

    [Theory]
    [InlineData(
        "  camera: any",
        "  camera: infrared",
        26,
        11,
        "'camera' cannot be 'infrared'; known are none, any, thermal"
    )]
    [InlineData("  camera: any", "  kamera: any", 26, 3, "'requires' has no key 'kamera'; is 'camera' meant?")]
    [InlineData("gimbal: true", "gimbal: yes", 27, 11, "'gimbal' must be true or false, not 'yes'")]
    [InlineData("12 min", "12 parsec", 30, 18, "'min-endurance' must be a time, such as 20 min, from 10 to 86400 s")]
    [InlineData("12 min", "NaN min", 30, 18, "not 'NaN min'")]
    [InlineData("12 min", "inf min", 30, 18, "not 'inf min'")]
    [InlineData("order: reverse", "order: revers", 32, 10, "'order' cannot be 'revers'; is 'reverse' meant?")]
    [InlineData("end: return", "end: crash", 34, 8, "'end' cannot be 'crash'; known are return, hold, land")]
    [InlineData(
        "  at-start:",
        "  at-begin:",
        36,
        3,
        "'actions' has no key 'at-begin'; known are at-start, at-checkpoint"
    )]
    [InlineData("- dwell: 10 s", "- dwel: 10 s", 40, 7, "an action has no key 'dwel'; is 'dwell' meant?")]
    [InlineData(
        "- dwell: 10 s",
        "- dwell: 10",
        40,
        14,
        "'dwell' must be a time, such as 10 s, from 1 to 3600 s, not '10'"
    )]
    [InlineData("- dwell: 10 s", "- dwell", 40, 7, "'dwell' needs a time, such as 10 s")]
    [InlineData("- photo", "- foto", 41, 7, "an action cannot be 'foto'; is 'photo' meant?")]
    [InlineData("- photo", "- photo: 3", 41, 14, "'photo' stands alone, without a value")]
    [InlineData(
        "radius: 15 m",
        "radius: 15 ft",
        47,
        24,
        "'radius' must be a radius, such as 15 m, from 2 to 500 m, not '15 ft'"
    )]
    [InlineData("pitch: -30 deg", "pitch: 300 deg", 42, 30, "from -90 to 30 deg, not '300 deg'")]
    [InlineData(
        "look-at: ahead",
        "look-at: [ahead]",
        45,
        16,
        "'look-at' must be checkpoint, ahead, inside, or a name, not a list"
    )]
    [InlineData("video: stop", "video: off", 48, 14, "'video' cannot be 'off'; known are start, stop")]
    [InlineData(
        "wind: 9 m/s",
        "wind: 9 kn",
        51,
        9,
        "'wind' must be a speed, such as 8 m/s, from 0 to 30 m/s, not '9 kn'"
    )]
    [InlineData("wind: 9 m/s", "wind: { value: 9, unit: kn }", 51, 27, "'wind' is given in 'kn'; it must be in 'm/s'")]
    [InlineData(
        "wind: 9 m/s",
        "wind: { value: 9, unit: m/s, gust: 2 }",
        51,
        32,
        "'wind' has no key 'gust'; known are value, unit"
    )]
    [InlineData("light: day", "light: dya", 53, 10, "'light' cannot be 'dya'; is 'day' meant?")]
    [InlineData(
        "idleness: 20 min",
        "idleness: 0 min",
        54,
        13,
        "'idleness' must be a time, such as 20 min, from 10 to 86400 s"
    )]
    [InlineData(
        "1.5 km",
        "1.5 miles",
        55,
        17,
        "'max-distance' must be a distance, such as 800 m or 2 km, from 10 to 50000 m"
    )]
    [InlineData("link-lost: return", "link-lost: retrun", 58, 14, "'link-lost' cannot be 'retrun'; is 'return' meant?")]
    [InlineData(
        "{ copter: land }",
        "{ kopter: land }",
        59,
        18,
        "'battery-low' has no key 'kopter'; is 'copter' meant?"
    )]
    [InlineData(
        "geofence: return",
        "geofence: continue",
        60,
        13,
        "'geofence' cannot be 'continue'; known are return, hold, land"
    )]
    [InlineData(
        "check-failed: warn",
        "check-failed: ignore",
        61,
        17,
        "'check-failed' cannot be 'ignore'; known are refuse, warn"
    )]
    [InlineData("in-transit: up", "in-transit: upp", 63, 15, "'in-transit' cannot be 'upp'; is 'up' meant?")]
    [InlineData(
        "{ photo-every: 20 m }",
        "{ photo-every: 0 m }",
        65,
        26,
        "'photo-every' must be a distance, such as 20 m, from 1 to 1000 m"
    )]
    [InlineData(
        "record: { photo-every: 20 m }",
        "record: film",
        65,
        11,
        "'record' cannot be 'film'; known are none, video"
    )]
    [InlineData("  near-zones: both\n", "", 67, 11, "'margin' says how near 'near-zones' begins")]
    [InlineData(
        "  near-zones: both\n  margin: 25 m\n  masks: [Garden, School]",
        "  {}",
        67,
        3,
        "'privacy' lacks 'near-zones'"
    )]
    [InlineData("masks: [Garden, School]", "masks: some", 69, 10, "all, or a list of the names of privacy zones")]
    [InlineData("masks: [Garden, School]", "masks: [Garden, [School]]", 69, 19, "the name of a privacy zone")]
    [InlineData("masks: [Garden, School]", "masks: []", 69, 10, "a list of the names of privacy zones")]
    [InlineData(
        "margin: 25 m",
        "margin: -5 m",
        68,
        11,
        "'margin' must be a distance, such as 30 m, from 0 to 500 m, not '-5 m'"
    )]
    public void A_fault_is_named_with_line_column_and_what_would_be_right(
        string right,
        string wrong,
        int line,
        int column,
        string reason
    )
    {
        FullTemplate.Text.Should().Contain(right);

        var problems = Read(FullTemplate.Text.Replace(right, wrong, StringComparison.Ordinal)).Problems;

        var only = problems.Should().ContainSingle().Subject;
        only.Reason.Should().Contain(reason);
        (only.File, only.Line, only.Column).Should().Be(("full.yaml", line, column));
    }

    [Theory]
    [InlineData("end: return", "end: land", 34, 8)]
    [InlineData("link-lost: return", "link-lost: { copter: return, rover: land }", 58, 14)]
    [InlineData("geofence: return", "geofence: land", 60, 13)]
    public void A_rover_is_not_told_to_land(string right, string wrong, int line, int column)
    {
        var text = FullTemplate
            .Text.Replace("vehicles: [copter]", "vehicles: [copter, rover]", StringComparison.Ordinal)
            .Replace("{ copter: 6 }", "6", StringComparison.Ordinal)
            .Replace(right, wrong, StringComparison.Ordinal);

        var only = Read(text).Problems.Should().ContainSingle().Subject;

        only.Reason.Should().StartWith("a rover cannot land");
        (only.Line, only.Column).Should().Be((line, column));
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once_in_its_order()
    {
        var text = FullTemplate
            .Text.Replace("light: day", "light: dawn", StringComparison.Ordinal)
            .Replace("default: 35", "default: 999", StringComparison.Ordinal)
            .Replace("format: 1", "format: 7", StringComparison.Ordinal);

        Read(text).Problems.Select(problem => problem.Line).Should().Equal(1, 11, 53);
    }

    [Fact]
    public void Comments_layout_and_the_version_do_not_change_what_a_template_says()
    {
        var hash = Read(FullTemplate.Text).Template!.ContentHash;
        var relaid =
            "# a comment\n" + FullTemplate.Text.Replace("version: 4", "version:   5", StringComparison.Ordinal);
        var changed = FullTemplate.Text.Replace("default: 35", "default: 36", StringComparison.Ordinal);

        Read(relaid).Template!.ContentHash.Should().Be(hash);
        Read(changed).Template!.ContentHash.Should().NotBe(hash);
    }

    private static TemplateReadResult Read(string yaml) => TemplateReader.Read(yaml, "full.yaml");
}
