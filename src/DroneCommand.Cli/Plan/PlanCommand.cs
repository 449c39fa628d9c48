using System.CommandLine;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Exchange;

namespace DroneCommand.Cli.Plan;

/// <summary>The verb `plan`.</summary>
internal sealed class PlanCommand
{
    private readonly Argument<string> _template = new("TEMPLATE")
    {
        Description = "a template's file, or the name of one that comes with the program",
    };

    private readonly Option<string> _site = new("--site")
    {
        Description =
            "what to plan on: GeoJSON, KML, KMZ, GPX, a shapefile, .plan or .waypoints; a probability map or a patrol graph",
        HelpName = "SITE",
        Required = true,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "a parameter's value; may come several times",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _vehicles = new("--vehicles")
    {
        Description = "how many of which kind: copter:3 or copter:3,rover:1",
        HelpName = "KIND:N",
        DefaultValueFactory = _ => "copter:1",
    };

    private readonly Option<string?> _depot = new("--depot")
    {
        Description = "where all begin and end, degrees",
        HelpName = "LON,LAT",
    };

    private readonly Option<string?> _wind = new("--wind")
    {
        Description = "steady wind in m/s, its gusts if known, and where it comes from in degrees: 6@270 or 6-9@270",
        HelpName = "SPEED[-GUST]@FROM",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "for choices that are equally good",
        HelpName = "N",
    };

    private readonly Option<string[]> _out = new("--out")
    {
        Description =
            "files to write, by their endings: .geojson, .plan, .waypoints, .kml, .kmz, .gpx, .shp, .zip (a shapefile)",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _autopilot = new("--autopilot")
    {
        Description = "whose dialect .plan and .waypoints are in: ardupilot or px4",
        HelpName = "NAME",
        DefaultValueFactory = _ => "ardupilot",
    };

    private readonly Option<bool> _json = new("--json") { Description = "one line of JSON instead of words" };

    public static Command Create(StandardStreams streams)
    {
        var verb = new PlanCommand();
        var command = new Command(
            "plan",
            "Plans a mission template on an area, a map or a graph. The same files, values and seed give the same plan everywhere."
        )
        {
            verb._template,
            verb._site,
            verb._set,
            verb._vehicles,
            verb._depot,
            verb._wind,
            verb._seed,
            verb._out,
            verb._autopilot,
            verb._json,
        };
        command.SetAction((result, _) => Task.FromResult(verb.Run(result, streams)));
        return command;
    }

    private int Run(ParseResult result, StandardStreams streams)
    {
        var request = PlanRequest.Read(
            result.GetValue(_template)!,
            result.GetValue(_site)!,
            result.GetValue(_set) ?? [],
            result.GetValue(_vehicles)!,
            result.GetValue(_depot),
            result.GetValue(_seed)
        ) with
        {
            Wind = PlanRequest.ReadWind(result.GetValue(_wind)),
        };
        var outputs = (result.GetValue(_out) ?? []).Select(PlanOutput.Of).ToList();
        var autopilot = Autopilot(result.GetValue(_autopilot)!);
        var run = PlanRun.Of(request, streams);
        if (outputs.Count > 0 && run.Plan is { Problems.Count: 0, Routes.Count: 0 })
            throw new FormatException("--out: this plan has no place on earth; take --json for its routes");
        var options = new ExportOptions
        {
            Autopilot = autopilot,
            Site = run.Site,
            Within = run.Areas,
        };
        if (run.Plan.Problems.Count == 0)
            foreach (var output in outputs)
                output.Write(run.Plan, options, streams);
        if (result.GetValue(_json))
            streams.Text.WriteLine(PlanReport.Json(run));
        else
            PlanReport.Tell(run, streams);
        return run.Plan.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Refused;
    }

    private static MavAutopilot Autopilot(string name) =>
        name.ToUpperInvariant() switch
        {
            "ARDUPILOT" => MavAutopilot.Ardupilotmega,
            "PX4" => MavAutopilot.Px4,
            _ => throw new FormatException($"--autopilot '{name}' is not ardupilot or px4"),
        };
}
