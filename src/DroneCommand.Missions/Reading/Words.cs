using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Reading;

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
        least == most
            ? least.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"a {(whole ? "whole " : "")}number from {least} to {most}");

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

/// <summary>The one word that may stand there.</summary>
internal sealed class Exactly(string word) : Shape<string>
{
    public override string Wanted => $"'{word}'";

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out string value
    )
    {
        value = word;
        return (node is YamlScalar scalar && scalar.Text == word) || Refuse(node, what, context);
    }

    public override JsonObject ToSchema() => new() { ["const"] = word };
}

/// <summary>Yes or no.</summary>
internal sealed class YesOrNo : Shape<bool>
{
    public override string Wanted => "true or false";

    public override bool TryRead(YamlNode node, string what, TemplateReadContext context, out bool value)
    {
        value = node is YamlScalar { Text: "true", Quoted: false };
        return value || node is YamlScalar { Text: "false", Quoted: false } || Refuse(node, what, context);
    }

    public override JsonObject ToSchema() => new() { ["type"] = "boolean" };
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
