using System.Globalization;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>What a template's limits and requirements say at the moment of a start, on the demo's site in Germany.</summary>
public class StartCheckTests
{
    private static readonly Site Site = DemoSite.Load();

    private static readonly VehicleReadiness Vehicle = new(
        new RegisteredVehicle("kestrel-1", "Kestrel 1", VehicleKind.Copter, "harbour", 1, null, "Dock A", true),
        Heard: true,
        Busy: false,
        null,
        null,
        90
    )
    {
        GpsFix = "3D",
    };

    [Theory]
    [InlineData("limits: { light: day }", "2026-06-21T11:00:00Z", null)]
    [InlineData("limits: { light: day }", "2026-12-21T20:00:00Z", "it is too dark: the template asks for daylight")]
    [InlineData("limits: { light: any }", "2026-12-21T20:00:00Z", null)]
    [InlineData(
        "limits: { wind: 8 m/s }",
        "2026-06-21T11:00:00Z",
        "it reports 9.5 m/s of wind; the template allows 8 m/s"
    )]
    [InlineData("limits: { wind: 10 m/s }", "2026-06-21T11:00:00Z", null)]
    [InlineData("requires: { camera: any }", "2026-06-21T11:00:00Z", null)]
    [InlineData(
        "requires: { camera: thermal }",
        "2026-06-21T11:00:00Z",
        "no thermal camera of it was heard; the template requires one"
    )]
    [InlineData(
        "requires: { terrain-data: true }",
        "2026-06-21T11:00:00Z",
        "its autopilot says that it does not follow terrain data; the template requires it"
    )]
    [InlineData("requires: { rtk: true }", "2026-06-21T11:00:00Z", "its fix is '3D'; the template requires RTK")]
    public void What_is_not_met_is_said(string more, string time, string? reason)
    {
        var vehicle = Vehicle with { WindMps = 9.5, HasCamera = true, FollowsTerrain = false };

        var reasons = StartCheck.WhyNot(
            Template(more),
            Site,
            vehicle,
            DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)
        );

        reasons.Should().HaveCount(reason is null ? 0 : 1);
        reasons.Should().OnlyContain(each => each.StartsWith(reason!));
    }

    [Theory]
    [InlineData("requires: { camera: any }", "no camera of it was heard; the template requires one")]
    [InlineData(
        "requires: { terrain-data: true }",
        "its autopilot has not said whether it follows terrain data; the template requires it"
    )]
    [InlineData("limits: { wind: 1 m/s }", null)]
    public void What_is_not_known_meets_no_requirement_and_breaks_no_limit(string more, string? reason) =>
        StartCheck
            .WhyNot(Template(more), Site, Vehicle, DateTimeOffset.UnixEpoch)
            .Should()
            .Equal(reason is null ? [] : [reason]);

    private static MissionTemplate Template(string more) =>
        TemplateReader
            .Read(
                $$"""
                format: 1
                version: 1
                kind: checkpoint-round
                name: Trial
                summary: For tests.
                vehicles: [copter]
                parameters:
                  altitude: { type: number, unit: m above home, default: 30, help: Height. }
                  speed: { type: number, unit: m/s, default: 6, help: Speed. }
                  laps: { type: integer, unit: laps, default: 1, help: Rounds. }
                {{more}}
                """,
                "trial.yaml"
            )
            .Template!;
}
