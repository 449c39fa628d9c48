using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Reading;

/// <summary>One entry that a list of a file may have: 'hold', or 'takeoff: 20 m'.</summary>
/// <param name="Name">The word.</param>
/// <param name="Help">One line for people.</param>
/// <param name="Bare">What the word alone means; null where it needs something behind it.</param>
/// <param name="Argument">What may stand behind it; null where nothing may.</param>
internal sealed record Verb<T>(string Name, string Help, T? Bare, Shape<T>? Argument)
    where T : class;

/// <summary>An entry of a list: one word, or one key with its value, and modifiers beside it.</summary>
/// <param name="what">For messages: 'a step'.</param>
/// <param name="verbs">The words.</param>
/// <param name="modify">Puts into the value what the modifiers, and its place in the file, say.</param>
/// <param name="modifiers">Keys that may stand beside the word.</param>
internal sealed class Verbs<T>(
    string what,
    IReadOnlyList<Verb<T>> verbs,
    Func<T, FieldValues, YamlNode, T> modify,
    params IReadOnlyList<IField> modifiers
) : Shape<T>
    where T : class
{
    public override string Wanted => $"{what}: one of {string.Join(", ", verbs.Select(v => v.Name))}";

    public IReadOnlyList<Verb<T>> All => verbs;

    public IReadOnlyList<IField> Modifiers => modifiers;

    public override bool TryRead(
        YamlNode node,
        string entry,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    )
    {
        value = null;
        switch (node)
        {
            case YamlScalar word:
                return Named(word, context) is { } verb
                    && TryBare(verb, word, context, out value)
                    && Finish(ref value, node);
            case YamlMap map:
                return TryReadMap(map, context, out value);
            default:
                return Refuse(node, entry, context);
        }
    }

    public override JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (var verb in verbs)
        {
            var schema = verb.Argument?.ToSchema() ?? new JsonObject { ["type"] = "null" };
            if (verb is { Bare: not null, Argument: not null })
            {
                schema = Schemas.AnyOf(new JsonObject { ["type"] = "null" }, schema);
            }

            schema["description"] = verb.Help;
            properties[verb.Name] = schema;
        }

        foreach (var modifier in modifiers)
        {
            properties[modifier.Name] = modifier.ToSchema();
        }

        var block = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["maxProperties"] = 1 + modifiers.Count,
        };
        return Schemas.AnyOf([
            .. verbs.Where(v => v.Bare is not null).Select(v => Schemas.Word(v.Name, v.Help)),
            block,
        ]);
    }

    /// <summary>An entry in one line, for titles.</summary>
    public static string InOneLine(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => scalar.Text,
            YamlList list when list.Items.Count > 4 => $"{list.Items.Count} entries",
            YamlList list => string.Join(", ", list.Items.Select(InOneLine)),
            YamlMap map => string.Join(", ", map.Entries.Select(InOneLine)),
            _ => "",
        };

    private static string InOneLine(YamlEntry entry) =>
        entry.Value is YamlScalar { Text: "" } ? entry.Key.Text
        : entry.Value is YamlMap ? $"{entry.Key.Text} ({InOneLine(entry.Value)})"
        : $"{entry.Key.Text} {InOneLine(entry.Value)}";

    private bool TryReadMap(YamlMap map, TemplateReadContext context, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        var before = context.Problems.Count;
        context.RefuseUnknown(map, what, [.. verbs.Select(v => v.Name), .. modifiers.Select(m => m.Name)]);
        if (context.Problems.Count > before)
        {
            return false;
        }

        var entries = map.Entries.Where(e => modifiers.All(m => m.Name != e.Key.Text)).ToList();
        if (entries.Count != 1)
        {
            context.Add(
                map,
                $"{what} has one word that says what is done; here {(entries.Count == 0 ? "is none" : "are several")}"
            );
            return false;
        }

        var verb = verbs.First(v => v.Name == entries[0].Key.Text);
        var node = entries[0].Value;
        var good =
            node is YamlScalar { Text: "", Quoted: false } or null ? TryBare(verb, map, context, out value)
            : verb.Argument is { } argument ? argument.TryRead(node, $"'{verb.Name}'", context, out value)
            : RefuseArgument(verb, node, context);
        return good & TryModify(map, context, ref value);
    }

    private bool TryModify(YamlMap map, TemplateReadContext context, ref T? value)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var good = true;
        foreach (var modifier in modifiers)
        {
            if (map.Find(modifier.Name) is { } node)
            {
                good &= modifier.TryRead(node, $"'{modifier.Name}'", context, out var read);
                values[modifier.Name] = read;
            }
        }

        value = good && value is not null ? modify(value, new FieldValues(values), map) : null;
        return value is not null;
    }

    private bool Finish([NotNullWhen(true)] ref T? value, YamlNode node)
    {
        value = modify(value!, new FieldValues(new Dictionary<string, object?>()), node);
        return true;
    }

    private Verb<T>? Named(YamlScalar word, TemplateReadContext context)
    {
        if (verbs.FirstOrDefault(v => v.Name == word.Text) is { } verb)
        {
            return verb;
        }

        context.Add(
            word,
            $"{what} cannot be '{word.Text}'; {TemplateReadContext.Suggest(word.Text, [.. verbs.Select(v => v.Name)])}"
        );
        return null;
    }

    private static bool TryBare(
        Verb<T> verb,
        YamlNode node,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    )
    {
        value = verb.Bare;
        if (value is null)
        {
            context.Add(node, $"'{verb.Name}' needs {verb.Argument!.Wanted}");
        }

        return value is not null;
    }

    private static bool RefuseArgument(Verb<T> verb, YamlNode node, TemplateReadContext context)
    {
        context.Add(node, $"'{verb.Name}' stands alone, without a value");
        return false;
    }
}
