using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Templates;
using static DroneCommand.FlightCards.Reading.PlaceFields;

namespace DroneCommand.FlightCards.Reading;

/// <summary>What a card can wait for: a time, a word, or a block with one condition.</summary>
internal static class WaitGrammar
{
    private static readonly Field<int> Item = new(
        "item",
        Quantities.Item,
        "the mission is at this item or a later one"
    );
    private static readonly Field<int> Reached = new(
        "reached",
        Quantities.Item,
        "the vehicle says that it reached this item"
    );
    private static readonly Field<string> Mode = new("mode", new Text("a mode's name"), "it is in this mode");
    private static readonly Field<double> Above = new("above", Quantities.Metres, "it is higher than this above home");
    private static readonly Field<double> Below = new("below", Quantities.Metres, "it is lower than this above home");
    private static readonly Field<string> Says = new(
        "says",
        new Text(),
        "it says this, since the last step that did something"
    );
    private static readonly Field<double> Battery = new(
        "battery",
        Quantities.Percent,
        "so much of its charge is left, or less"
    );
    private static readonly Field<double> Within = new(
        "within",
        Quantities.Metres,
        "how far from there at most",
        Required: true
    );
    private static readonly Field<Condition> Near = new(
        "near",
        new Block<Condition>("near", v => Conditions.Near(v.Of(North), v.Of(East), v.Of(Within)), North, East, Within),
        "it is at a place"
    );

    public static Shape<CardStep> Wait { get; } =
        new WordOr<CardStep>(
            new WaitWord(),
            new Block<CardStep>("wait", Read, Item, Reached, Mode, Above, Below, Says, Battery, Near)
        );

    private static WaitStep? Read(FieldValues values, YamlMap map, TemplateReadContext context)
    {
        List<Condition> all =
        [
            .. When(values, Item, Conditions.ItemAt),
            .. When(values, Reached, Conditions.Reached),
            .. When(values, Mode, Conditions.InMode),
            .. When(values, Above, Conditions.Above),
            .. When(values, Below, Conditions.Below),
            .. When(values, Says, Conditions.Says),
            .. When(values, Battery, Conditions.Charge),
            .. When(values, Near, c => c),
        ];
        if (all.Count == 1)
        {
            return new WaitStep(all[0]);
        }

        context.Add(map, "'wait' waits for one thing; for several write several steps");
        return null;
    }

    private static IEnumerable<Condition> When<T>(FieldValues values, Field<T> field, Func<T, Condition> make) =>
        values.Has(field) ? [make(values.Of(field))] : [];

    private sealed class WaitWord : Shape<CardStep>
    {
        private static readonly Choice<CardStep> Words = new(
            "a time or a word",
            [.. Conditions.Words.Select(w => (w.Word, (CardStep)new WaitStep(w.Condition)))]
        );

        public override string Wanted => "a time such as 30 s, " + Words.Wanted;

        public override bool TryRead(
            YamlNode node,
            string what,
            TemplateReadContext context,
            [MaybeNullWhen(false)] out CardStep value
        )
        {
            value = null;
            if (node is not YamlScalar { Text: [>= '0' and <= '9', ..] })
            {
                return Words.TryRead(node, what, context, out value);
            }

            if (!Quantities.Time.TryRead(node, what, context, out var time))
            {
                return false;
            }

            value = new PauseStep(time);
            return true;
        }

        public override JsonObject ToSchema() =>
            Schemas.AnyOf([Quantities.Time.ToSchema(), .. Conditions.Words.Select(w => Schemas.Word(w.Word, w.Help))]);
    }
}
