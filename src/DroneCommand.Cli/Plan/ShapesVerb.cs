using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Cli.Plan;

/// <summary>The verb `shapes`: says what a file of any format holds to plan on, and writes it as GeoJSON.</summary>
internal sealed class ShapesVerb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "GeoJSON, KML, KMZ, GPX, a shapefile (.shp or zipped), .plan or .waypoints; - for standard input",
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "GeoJSON to write; - for standard output",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "one line of JSON instead of words" };

    public static Command Create(StandardStreams streams)
    {
        var verb = new ShapesVerb();
        var command = new Command(
            "shapes",
            "Says what areas, lines and places a file of any format holds, checks them, and writes them as GeoJSON."
        )
        {
            verb._file,
            verb._out,
            verb._json,
        };
        command.SetAction((result, _) => Task.FromResult(verb.Run(result, streams)));
        return command;
    }

    private int Run(ParseResult result, StandardStreams streams)
    {
        var name = result.GetValue(_file)!;
        var target = result.GetValue(_out);
        var read = ShapeFile.Read(ShapeFile.Bytes(name, streams), name);
        if (read.Shapes is { } shapes && target is not null)
            Write(shapes, target, streams);
        if (result.GetValue(_json))
            streams.Text.WriteLine(Json(read));
        else
            Tell(read, toErrors: target == InputFile.Standard, streams);
        return read.Shapes is null ? ExitCodes.Refused : ExitCodes.Ok;
    }

    private static void Write(ImportedShapes shapes, string target, StandardStreams streams)
    {
        var text = ShapesGeoJson.Write(shapes);
        if (target == InputFile.Standard)
            streams.Text.Write(text);
        else
            File.WriteAllText(target, text);
    }

    private static void Tell(ShapeReadResult read, bool toErrors, StandardStreams streams)
    {
        var writer = toErrors ? streams.Errors : streams.Text;
        foreach (var problem in read.Problems)
            streams.Errors.WriteLine($"dronecommand: {problem}");
        foreach (var area in read.Shapes?.Areas ?? [])
            writer.WriteLine(
                Invariant(
                    $"area {Named(area.Name)}{SquareMetres(area):0.0} m2, {area.Area.Outline.Count} corners, {area.Area.Holes.Count} holes"
                )
            );
        foreach (var line in read.Shapes?.Lines ?? [])
            writer.WriteLine(Invariant($"line {Named(line.Name)}{Metres(line):0.0} m, {line.Points.Count} points"));
        foreach (var place in read.Shapes?.Places ?? [])
            writer.WriteLine($"place {Named(place.Name)}{place.Point}");
        foreach (var part in read.Shapes?.Lost ?? [])
            streams.Errors.WriteLine($"not kept: {part}");
    }

    private static string Json(ShapeReadResult read)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", read.Shapes?.Format.ToString().ToLowerInvariant());
            json.WriteNumber("areas", read.Shapes?.Areas.Count ?? 0);
            json.WriteNumber("areaM2", Math.Round(read.Shapes?.Areas.Sum(SquareMetres) ?? 0, 2));
            json.WriteNumber("lines", read.Shapes?.Lines.Count ?? 0);
            json.WriteNumber("lineM", Math.Round(read.Shapes?.Lines.Sum(Metres) ?? 0, 3));
            json.WriteNumber("places", read.Shapes?.Places.Count ?? 0);
            PlanReport.WriteLost(json, read.Shapes?.Lost ?? []);
            json.WriteStartArray("problems");
            foreach (var problem in read.Problems)
                PlanReport.WriteFileProblem(json, problem.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static double SquareMetres(ImportedArea area) => GeodesicArea.Of(area.Area.Outline, area.Area.Holes);

    private static double Metres(ImportedLine line) => line.Points.Zip(line.Points.Skip(1), Geodesic.Distance).Sum();

    private static string Named(string name) => name.Length > 0 ? $"'{name}': " : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
