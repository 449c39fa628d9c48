using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Plans of small templates on a small site, to see what a key of the language does.</summary>
internal static class TemplateEffects
{
    /// <summary>A square of checkpoints 60 m apart, a neighbour's garden in the north-west, a mast.</summary>
    public static SiteText Square() =>
        SiteText
            .Plain()
            .Point("checkpoint", "South-west", (-30, -30))
            .Point("checkpoint", "South-east", (30, -30))
            .Point("checkpoint", "North-east", (30, 30))
            .Point("checkpoint", "North-west", (-30, 30))
            .Box("perimeter", "Fence", -65, -65, 65, 65);

    public static Site Site(SiteText text) => text.Site();

    /// <summary>A round of checkpoints, with more keys.</summary>
    public static MissionTemplate Round(string more, string vehicles = "[copter]") =>
        Read("checkpoint-round", "", vehicles, more);

    /// <summary>Laps of a perimeter, with more keys.</summary>
    public static MissionTemplate Laps(string more) =>
        Read(
            "perimeter-patrol",
            """
              offset: { type: number, unit: m, default: 0, help: Inside. }
              direction: { type: choice, default: anticlockwise, help: Which way. }
            """,
            "[copter]",
            more
        );

    public static Plan Plan(MissionTemplate template, Site site, params (string Name, string Value)[] values) =>
        MissionPlanner.Plan(
            template,
            values.ToDictionary(value => value.Name, value => value.Value),
            site,
            VehicleClass.Of(template.Vehicles[0]),
            site.Docks[0].Position
        );

    private static MissionTemplate Read(string kind, string parameters, string vehicles, string more)
    {
        var text = $$"""
            format: 1
            version: 1
            kind: {{kind}}
            name: Trial
            summary: For tests.
            vehicles: {{vehicles}}
            parameters:
              altitude: { type: number, unit: m above home, default: 30, help: Height. }
              speed: { type: number, unit: m/s, default: { copter: 6, rover: 1 }, help: Speed. }
              laps: { type: integer, unit: laps, default: 1, help: Rounds. }

            """;
        var read = TemplateReader.Read($"{text}{parameters}\n{more}", "trial.yaml");
        read.Problems.Should().BeEmpty();
        return read.Template!;
    }
}
