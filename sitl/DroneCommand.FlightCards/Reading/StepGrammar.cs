using DroneCommand.FlightCards.Steps;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Templates;
using static DroneCommand.FlightCards.Reading.PlaceFields;

namespace DroneCommand.FlightCards.Reading;

/// <summary>The steps of a card.</summary>
internal static class StepGrammar
{
    private static readonly Field<SequenceEnd> Ends = new(
        "ends",
        new Choice<SequenceEnd>("an end", StepEnds.All),
        "how the step must end, if not done: refused by the vehicle, not asked at all, no answer"
    );
    private static readonly Field<string> Saying = new("saying", new Text(), "what its outcome must say");
    private static readonly Field<TimeSpan> Within = new(
        "within",
        Quantities.Time,
        "how long it may take; how long is waited"
    );

    private static readonly Field<double> Altitude = new(
        "altitude",
        Quantities.Metres,
        "metres above home; without it the present height"
    );
    private static readonly Field<double> RallyAltitude = new(
        "altitude",
        Quantities.Metres,
        "metres above home",
        Required: true
    );
    private static readonly Field<string> Mode = new("mode", new Text("a mode's name"), "puts the vehicle into a mode");
    private static readonly Field<string> Id = new(
        "id",
        new Text("a command's name"),
        "MAVLink's name of the command, such as DO_CHANGE_SPEED",
        Required: true
    );
    private static readonly Field<IReadOnlyList<double>> Parameters = new(
        "params",
        new ListOf<double>(new Plain(-1e9, 1e9), "a list of up to seven numbers", 0, 7),
        "its parameters, from the first"
    );

    private static readonly Shape<string> Fault = new FaultWord();

    public static Verbs<CardStep> Steps { get; } =
        new("a step", [.. Orders(), .. Stores(), .. World()], Modify, Ends, Saying, Within);

    private static IEnumerable<Verb<CardStep>> Orders() =>
        [
            new("wait", "waits until something is so", null, WaitGrammar.Wait),
            new("arm", "arms in the present mode", new SequenceStep(f => new ArmSequence(f.Vehicle)), null),
            new(
                "disarm",
                "switches the motors off where that is allowed",
                new SequenceStep(f => new DisarmSequence(f.Vehicle)),
                null
            ),
            new(
                "motors-off",
                "stops the motors at once, also in flight",
                new SequenceStep(f => new MotorsOffSequence(f.Vehicle)),
                null
            ),
            new(
                "takeoff",
                "takes guided mode, arms, and climbs",
                null,
                new Made<double, CardStep>(Quantities.Metres, m => new TakeOffStep(m))
            ),
            new(
                "start",
                "waits until it is ready, arms, and starts the mission, as the console does",
                new SequenceStep(f => new LaunchSequence(f.Vehicle)),
                null
            ),
            new(
                "failsafes",
                "reads the failsafe settings that the site and the uploaded template ask for, as the console does before a start",
                new FailsafesStep(),
                null
            ),
            new("hold", "stops where it is", new SequenceStep(f => new HoldSequence(f.Vehicle)), null),
            new("resume", "goes on with the mission", new SequenceStep(f => new ResumeSequence(f.Vehicle)), null),
            new("return", "returns to launch", new SequenceStep(f => new ReturnSequence(f.Vehicle)), null),
            new("land", "lands where it is; a rover holds", new SequenceStep(f => new LandSequence(f.Vehicle)), null),
            new(
                "go-to",
                "goes to a place and stays there",
                null,
                new Block<CardStep>(
                    "go-to",
                    v => new GoToStep(v.Of(North), v.Of(East), v.Has(Altitude) ? v.Of(Altitude) : null),
                    North,
                    East,
                    Altitude
                )
            ),
            new(
                "mode",
                "puts it into a mode",
                null,
                new Made<string, CardStep>(new Text("a mode's name, such as LOITER"), m => new ModeStep(m))
            ),
            new(
                "item",
                "makes a mission item the current one",
                null,
                new Made<int, CardStep>(Quantities.Item, n => new ItemStep(n))
            ),
            new(
                "command",
                "sends a command as it stands",
                null,
                new Block<CardStep>("command", ReadCommand, Id, Parameters)
            ),
            new("reboot", "restarts the autopilot and waits until it is there again", new RebootStep(), null),
        ];

    private static IEnumerable<Verb<CardStep>> Stores() =>
        [
            new("upload", "uploads a mission and reads it back", null, UploadGrammar.Upload),
            new("fence", "uploads a fence and reads it back", null, UploadGrammar.Fence),
            new(
                "rally",
                "uploads rally points and reads them back",
                null,
                new Made<IReadOnlyList<CardRally>, CardStep>(
                    new ListOf<CardRally>(
                        new Block<CardRally>(
                            "a rally point",
                            v => new CardRally(v.Of(North), v.Of(East), v.Of(RallyAltitude)),
                            North,
                            East,
                            RallyAltitude
                        ),
                        "a list of places"
                    ),
                    p => new RallyStep(p)
                )
            ),
            new(
                "param",
                "sets parameters",
                null,
                new Made<IReadOnlyDictionary<string, double>, CardStep>(
                    new TableOf<double>(new Plain(-1e9, 1e9), "parameters with their values"),
                    p => new ParameterStep(p)
                )
            ),
        ];

    private static IEnumerable<Verb<CardStep>> World() =>
        [
            new(
                "fault",
                "makes something fail",
                null,
                new Made<string, CardStep>(Fault, f => new FaultStep(f, Over: false))
            ),
            new(
                "clear",
                "takes a fault away again",
                null,
                new Made<string, CardStep>(Fault, f => new FaultStep(f, Over: true))
            ),
            new(
                "heartbeats",
                "our heartbeats go out, or not",
                null,
                new Choice<CardStep>(
                    "on or off",
                    [("on", new HeartbeatsStep(true)), ("off", new HeartbeatsStep(false))]
                )
            ),
            new(
                "second-station",
                "a second ground station interferes",
                null,
                new WordOr<CardStep>(
                    new Choice<CardStep>("what it does", [("upload", new RivalUploadStep())]),
                    new Block<CardStep>(
                        "second-station",
                        v => new RivalModeStep(v.Or(Mode, "")),
                        Mode with
                        {
                            Required = true,
                        }
                    )
                )
            ),
        ];

    private static CardStep Modify(CardStep step, FieldValues values, YamlNode node) =>
        step with
        {
            Ends = values.Or(Ends, SequenceEnd.Done),
            Saying = values.Or(Saying, ""),
            Within = values.Has(Within) ? values.Of(Within) : null,
            Title = Title(node),
            Line = node.Line,
        };

    // The modifiers say how it is judged, not what is done.
    private static string Title(YamlNode node) =>
        Verbs<CardStep>.InOneLine(
            node is YamlMap map
                ? map with
                {
                    Entries = [.. map.Entries.Where(e => e.Key.Text is not ("ends" or "saying" or "within"))],
                }
                : node
        );

    private static CommandStep? ReadCommand(FieldValues values, YamlMap map, TemplateReadContext context)
    {
        var name = values.Of(Id);
        if (MessageWords.Command(name) is { } command)
        {
            return new CommandStep(command, values.Or(Parameters, []));
        }

        context.Add(map.Find("id")!, $"'{name}' is no command; MAVLink's names are written as DO_CHANGE_SPEED");
        return null;
    }
}
