using System.CommandLine;
using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Cli.Searches;

/// <summary>The verb `search-log`: the bookkeeping of a search, updated by what was flown.</summary>
internal sealed class SearchLogCommand
{
    private readonly Argument<string> _search = new("SEARCH")
    {
        Description =
            "the segments (GeoJSON polygons with 'name' and 'poc'), or the probability map, of before the flight",
    };

    private readonly Option<string[]> _flown = new("--flown")
    {
        Description = "what was flown: recordings (.tlog), or lines in GeoJSON",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double> _sweepWidth = new("--sweep-width")
    {
        Description = "sweep width of the sensor for this object, metres; for segments",
        HelpName = "METRES",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<string> _conditions = new("--conditions")
    {
        Description = "the law of detection for segments: poor, 1 - exp(-C), or ideal, erf(sqrt(pi) C / 2)",
        HelpName = "poor|ideal",
        DefaultValueFactory = _ => "poor",
    };

    private readonly Option<double> _pod = new("--pod")
    {
        Description = "probability of detection within the sensor's radius, 0 to 1; for maps",
        HelpName = "POD",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "a file for the segments, or the map, of after the flight: the next search is planned on it",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "one line of JSON instead of words" };

    public static Command Create(StandardStreams streams)
    {
        var verb = new SearchLogCommand();
        var command = new Command(
            "search-log",
            "Updates POC, POD and POS of a search's segments, or of a probability map, by what was flown and found nothing."
        )
        {
            verb._search,
            verb._flown,
            verb._sweepWidth,
            verb._conditions,
            verb._pod,
            verb._out,
            verb._json,
        };
        command.SetAction((result, _) => Task.FromResult(verb.Run(result, streams)));
        return command;
    }

    private int Run(ParseResult result, StandardStreams streams)
    {
        var name = result.GetValue(_search)!;
        var text = ReadAll(name, streams);
        var tracks = FlownTracks.Read(result.GetValue(_flown) ?? []);
        var answer = ProbabilityMapFile.IsMap(text)
            ? SearchAnswer.OfMap(text, name, tracks, Pod(result.GetValue(_pod)))
            : OfSegments(result, text, name, tracks);
        if (result.GetValue(_out) is { } file)
            File.WriteAllText(file, answer.Next + "\n");
        if (result.GetValue(_json))
            streams.Text.WriteLine(answer.Json);
        else
            foreach (var line in answer.Words)
                streams.Text.WriteLine(line);
        return ExitCodes.Ok;
    }

    private SearchAnswer OfSegments(
        ParseResult result,
        string text,
        string name,
        IReadOnlyList<IReadOnlyList<Mavlink.Units.GeoPoint>> tracks
    )
    {
        var read = AreaReader.ReadAll(text, name);
        if (read.Areas.Count == 0)
            throw new FormatException(read.Problems[0].ToString());
        var width = result.GetValue(_sweepWidth);
        if (!(width > 0 && width <= 20_000))
            throw new FormatException("--sweep-width is more than 0 and at most 20000 metres");
        var flown = FlownSearch.Of(read.Areas, tracks, width, Conditions(result.GetValue(_conditions)!));
        return flown.Problem is { } problem
            ? throw new FormatException($"{name}: {problem.Reason}")
            : SearchAnswer.OfSegments(flown);
    }

    private static SearchConditions Conditions(string word) =>
        word switch
        {
            "poor" => SearchConditions.Poor,
            "ideal" => SearchConditions.Ideal,
            _ => throw new FormatException($"--conditions '{word}' is not poor or ideal"),
        };

    private static double Pod(double pod) =>
        pod is >= 0 and <= 1 ? pod : throw new FormatException("--pod is a number from 0 to 1");

    private static string ReadAll(string name, StandardStreams streams)
    {
        using var reader = new StreamReader(InputFile.Open(name, streams), leaveOpen: name == InputFile.Standard);
        return reader.ReadToEnd();
    }
}
