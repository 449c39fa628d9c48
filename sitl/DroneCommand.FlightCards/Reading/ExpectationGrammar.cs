using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.FlightCards.Expectations;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Templates;

namespace DroneCommand.FlightCards.Reading;

/// <summary>What a card can expect of a flight.</summary>
internal static class ExpectationGrammar
{
    private static readonly Field<double> Above = new("above", Quantities.Offset, "never lower than this above home");
    private static readonly Field<double> Below = new("below", Quantities.Offset, "never higher than this above home");
    private static readonly Field<double> Beside = new(
        "within",
        Quantities.Metres,
        "how far beside the plan at most",
        Required: true
    );
    private static readonly Field<int> FromItem = new(
        "from-item",
        Quantities.Item,
        "only while the mission is at this item or a later one"
    );
    private static readonly Field<int> ToItem = new(
        "to-item",
        Quantities.Item,
        "only while the mission is at this item or an earlier one"
    );
    private static readonly Field<TimeSpan> Least = new("least", Quantities.Time, "at least so long");
    private static readonly Field<TimeSpan> Most = new("most", Quantities.Time, "at most so long");
    private static readonly Field<double> OfPlan = new(
        "of-plan",
        Quantities.Percent,
        "so near to the planned duration"
    );
    private static readonly Field<int> LeastPhotos = new("least", Quantities.Count, "at least so many", Required: true);
    private static readonly Field<int> MostPhotos = new("most", Quantities.Count, "at most so many", Required: true);
    private static readonly Field<bool> Armed = new(
        "armed",
        new Choice<bool>("yes or no", [("yes", true), ("no", false)]),
        "whether its motors may turn"
    );
    private static readonly Field<string> Mode = new("mode", new Text("a mode's name"), "its mode");
    private static readonly Field<double> Home = new("home", Quantities.Metres, "how far from its dock at most");
    private static readonly Field<double> North = new(
        "north",
        Quantities.Offset,
        "metres north of its dock",
        Required: true
    );
    private static readonly Field<double> East = new(
        "east",
        Quantities.Offset,
        "metres east of its dock",
        Required: true
    );
    private static readonly Field<double> Within = new(
        "within",
        Quantities.Metres,
        "how far from there at most",
        Required: true
    );
    private static readonly Field<Place> At = new(
        "at",
        new Block<Place>("at", v => new Place(v.Of(North), v.Of(East), v.Of(Within)), North, East, Within),
        "where it is"
    );

    private static readonly Shape<string> Word = new Text();

    private sealed record Place(double NorthM, double EastM, double WithinM);

    public static Verbs<Expectation> Expectations { get; } =
        new(
            "an expectation",
            [.. Motion(), .. Words()],
            (e, _, node) => e with { Title = Verbs<Expectation>.InOneLine(node), Line = node.Line }
        );

    private static IEnumerable<Verb<Expectation>> Motion() =>
        [
            new(
                "track",
                "on its mission it is never farther beside the plan",
                null,
                new WordOr<Expectation>(
                    new Made<double, Expectation>(Quantities.Metres, m => new TrackExpectation(m)),
                    new Block<Expectation>("track", ReadTrack, Beside, FromItem, ToItem)
                )
            ),
            new(
                "altitude",
                "while armed it stays between two heights",
                null,
                new Block<Expectation>("altitude", ReadAltitude, Above, Below, FromItem, ToItem)
            ),
            new(
                "fence",
                "the site is never left and the fence never breached (kept), or the vehicle reports a breach (crossed)",
                null,
                new Choice<Expectation>(
                    "kept or crossed",
                    [("kept", new FenceExpectation(false)), ("crossed", new FenceExpectation(true))]
                )
            ),
            new(
                "time",
                "how long it is armed",
                null,
                new Block<Expectation>(
                    "time",
                    v => new TimeExpectation(
                        v.Has(Least) ? v.Of(Least) : null,
                        v.Has(Most) ? v.Of(Most) : null,
                        v.Has(OfPlan) ? v.Of(OfPlan) : null
                    ),
                    Least,
                    Most,
                    OfPlan
                )
            ),
            new(
                "battery",
                "so much is left at the end, or more",
                null,
                new Made<double, Expectation>(Quantities.Percent, p => new BatteryExpectation(p))
            ),
            new(
                "final",
                "how it is at the end",
                null,
                new Block<Expectation>("final", ReadFinal, Armed, Mode, Home, At)
            ),
            new(
                "photos",
                "how many pictures were taken",
                null,
                new Block<Expectation>(
                    "photos",
                    v => new PhotosExpectation(v.Of(LeastPhotos), v.Of(MostPhotos)),
                    LeastPhotos,
                    MostPhotos
                )
            ),
        ];

    private static IEnumerable<Verb<Expectation>> Words() =>
        [
            new("says", "it says these texts, in this order", null, Texts(t => new TextExpectation(t, Never: false))),
            new("never-says", "it says none of these texts", null, Texts(t => new TextExpectation(t, Never: true))),
            new(
                "modes",
                "its modes in their order, the one at the first step first",
                null,
                new Made<IReadOnlyList<string>, Expectation>(
                    new ListOf<string>(new Text("a mode's name"), "a list of modes", 1),
                    m => new ModesExpectation(m)
                )
            ),
            new(
                "items",
                "the mission items that it reports as reached, all of them in their order",
                null,
                new Made<IReadOnlyList<int>, Expectation>(
                    new ListOf<int>(Quantities.Item, "a list of items"),
                    n => new ItemsExpectation(n)
                )
            ),
            new(
                "acks",
                "answers to commands, in this order among others",
                null,
                new Made<IReadOnlyList<Answer>, Expectation>(
                    new ListOf<Answer>(new AnswerWord(), "a list of answers", 1),
                    a => new AcksExpectation([.. a.Select(x => (x.Command, x.Result))])
                )
            ),
        ];

    private static Shape<Expectation> Texts(Func<IReadOnlyList<string>, Expectation> make) =>
        new WordOr<Expectation>(
            new Made<string, Expectation>(Word, t => make([t])),
            new Made<IReadOnlyList<string>, Expectation>(new ListOf<string>(Word, "a list of texts", 1), make)
        );

    private static TrackExpectation? ReadTrack(FieldValues values, YamlMap map, TemplateReadContext context) =>
        AreItemsPaired(values, map, context) ? new TrackExpectation(values.Of(Beside), Items(values)) : null;

    private static AltitudeExpectation? ReadAltitude(FieldValues values, YamlMap map, TemplateReadContext context) =>
        AreItemsPaired(values, map, context)
            ? new AltitudeExpectation(
                values.Has(Above) ? values.Of(Above) : null,
                values.Has(Below) ? values.Of(Below) : null,
                Items(values)
            )
            : null;

    private static bool AreItemsPaired(FieldValues values, YamlMap map, TemplateReadContext context)
    {
        if (values.Has(FromItem) == values.Has(ToItem))
        {
            return true;
        }

        context.Add(map, "'from-item' and 'to-item' stand together");
        return false;
    }

    private static (int First, int Last)? Items(FieldValues values) =>
        values.Has(FromItem) ? (values.Of(FromItem), values.Of(ToItem)) : null;

    private static FinalExpectation ReadFinal(FieldValues values) =>
        new(
            values.Has(Armed) ? values.Of(Armed) : null,
            values.Has(Mode) ? values.Of(Mode) : null,
            values.Has(Home) ? values.Of(Home) : null,
            values.Has(At) ? (values.Of(At).NorthM, values.Of(At).EastM, values.Of(At).WithinM) : null
        );

    private sealed record Answer(MavCmd Command, MavResult Result);

    /// <summary>'COMPONENT_ARM_DISARM ACCEPTED'.</summary>
    private sealed class AnswerWord : Shape<Answer>
    {
        public override string Wanted => "a command and its answer, such as COMPONENT_ARM_DISARM ACCEPTED";

        public override bool TryRead(
            YamlNode node,
            string what,
            TemplateReadContext context,
            [MaybeNullWhen(false)] out Answer value
        )
        {
            var words = (node as YamlScalar)?.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            value =
                words.Length == 2
                && MessageWords.Command(words[0]) is { } command
                && MessageWords.Result(words[1]) is { } result
                    ? new Answer(command, result)
                    : null;
            return value is not null || Refuse(node, what, context);
        }

        public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = "^[A-Z0-9_]+ [A-Z_]+$" };
    }
}
