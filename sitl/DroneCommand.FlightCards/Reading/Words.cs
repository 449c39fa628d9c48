using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DroneCommand.Missions.Templates;

namespace DroneCommand.FlightCards.Reading;

/// <summary>A number with its unit, as a person writes it: 20 m, 1.5 m/s, 2 min.</summary>
/// <param name="wanted">In words.</param>
/// <param name="least">Least value, in the first unit.</param>
/// <param name="most">Greatest value, in the first unit.</param>
/// <param name="units">Each with how many of the first unit it is.</param>
internal sealed class Quantity(string wanted, double least, double most, params (string Unit, double Is)[] units)
    : Shape<double>
{
    public override string Wanted =>
        string.Create(CultureInfo.InvariantCulture, $"{wanted} from {least} to {most} {units[0].Unit}");

    public override bool TryRead(YamlNode node, string what, TemplateReadContext context, out double value)
    {
        value = 0;
        var text = node is YamlScalar scalar ? scalar.Text.Trim() : "";
        // The longest first: 'm' also ends 'mm', and 's' ends 'm/s'.
        foreach (var (unit, factor) in units.OrderByDescending(u => u.Unit.Length))
        {
            if (
                text.EndsWith(unit, StringComparison.Ordinal)
                && Numbers.TryParse(text[..^unit.Length].TrimEnd(), out var number)
            )
            {
                value = number * factor;
                return (value >= least && value <= most) || Refuse(node, what, context);
            }
        }

        return Refuse(node, what, context);
    }

    public override JsonObject ToSchema() =>
        new()
        {
            ["type"] = "string",
            ["pattern"] = $"^-?[0-9]+(\\.[0-9]+)? ?({string.Join('|', units.Select(u => Regex.Escape(u.Unit)))})$",
        };
}

/// <summary>A number without a unit.</summary>
internal sealed class Plain(double least, double most, bool whole = false) : Shape<double>
{
    public override string Wanted =>
        string.Create(CultureInfo.InvariantCulture, $"a {(whole ? "whole " : "")}number from {least} to {most}");

    public override bool TryRead(YamlNode node, string what, TemplateReadContext context, out double value)
    {
        value = 0;
        return (
                node is YamlScalar scalar
                && Numbers.TryParse(scalar.Text, out value)
                && value >= least
                && value <= most
                && (!whole || value == Math.Floor(value))
            ) || Refuse(node, what, context);
    }

    public override JsonObject ToSchema() =>
        new()
        {
            ["type"] = whole ? "integer" : "number",
            ["minimum"] = least,
            ["maximum"] = most,
        };
}

/// <summary>A text in one line.</summary>
internal sealed class Text(string wanted = "a text in one line") : Shape<string>
{
    private const int Longest = 400;

    public override string Wanted => wanted;

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out string value
    )
    {
        value = node is YamlScalar { Text.Length: > 0 and <= Longest } scalar ? scalar.Text.Trim() : null;
        return (value is not null && !value.Any(char.IsControl)) || Refuse(node, what, context);
    }

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("string", "number", "boolean") };
}

/// <summary>One word of several.</summary>
internal sealed class Choice<T>(string wanted, params IReadOnlyList<(string Word, T Value)> words) : Shape<T>
{
    public override string Wanted => $"{wanted} ({string.Join(", ", words.Select(w => w.Word))})";

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    )
    {
        value = default;
        if (node is not YamlScalar scalar)
        {
            return Refuse(node, what, context);
        }

        foreach (var (word, of) in words)
        {
            if (word == scalar.Text)
            {
                value = of;
                return true;
            }
        }

        var known = words.Select(w => w.Word).ToList();
        context.Add(node, $"{what} cannot be '{scalar.Text}'; {TemplateReadContext.Suggest(scalar.Text, known)}");
        return false;
    }

    public override JsonObject ToSchema() =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w.Word)]) };
}

/// <summary>The quantities that cards are written in.</summary>
internal static class Quantities
{
    public static Shape<double> Metres { get; } = new Quantity("metres, such as 20 m,", 0, 10_000, ("m", 1));

    /// <summary>May be negative: metres north or east, or up.</summary>
    public static Shape<double> Offset { get; } = new Quantity("metres, such as -30 m,", -10_000, 10_000, ("m", 1));

    public static Shape<double> Speed { get; } = new Quantity("a speed, such as 6 m/s,", 0, 100, ("m/s", 1));

    public static Shape<double> Percent { get; } = new Quantity("percent, such as 40 %,", 0, 100, ("%", 1));

    public static Shape<double> Degrees { get; } =
        new Quantity("degrees, such as 270 deg,", 0, 360, ("deg", 1), ("°", 1));

    public static Shape<TimeSpan> Time { get; } =
        new Made<double, TimeSpan>(
            new Quantity("a time, such as 30 s or 2 min,", 0, 7200, ("s", 1), ("min", 60)),
            TimeSpan.FromSeconds
        );

    public static Shape<int> Item { get; } = new Made<double, int>(new Plain(0, 700, whole: true), n => (int)n);

    public static Shape<int> Count { get; } = new Made<double, int>(new Plain(0, 10_000, whole: true), n => (int)n);
}
