using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Reading;

/// <summary>
/// What a value of a file looks like. One description serves the reading, its error messages and the JSON Schema, so that
/// the three cannot differ.
/// </summary>
internal abstract class Shape<T>
{
    /// <summary>In words, for a message: 'metres, such as 20 m'.</summary>
    public abstract string Wanted { get; }

    /// <summary>Reads a value; false when a problem was reported instead.</summary>
    public abstract bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    );

    public abstract JsonObject ToSchema();

    /// <summary>The keys of a block; none of anything else.</summary>
    public virtual IReadOnlyList<IField> Keys => [];

    protected bool Refuse(YamlNode node, string what, TemplateReadContext context)
    {
        context.Add(node, $"{what} must be {Wanted}, not {Describe(node)}");
        return false;
    }

    private static string Describe(YamlNode node) =>
        node is YamlScalar { Text: "", Quoted: false } ? "nothing" : node.Describe();
}

/// <summary>A key of a block.</summary>
internal interface IField
{
    string Name { get; }

    string Help { get; }

    bool Required { get; }

    /// <summary>What its value looks like, in words.</summary>
    string Wanted { get; }

    /// <summary>The keys of its value, where that is a block.</summary>
    IReadOnlyList<IField> Keys { get; }

    bool TryRead(YamlNode node, string what, TemplateReadContext context, out object? value);

    JsonObject ToSchema();
}

/// <summary>A key of a block with the shape of its value.</summary>
internal sealed record Field<T>(string Name, Shape<T> Shape, string Help, bool Required = false) : IField
{
    public string Wanted => Shape.Wanted;

    public IReadOnlyList<IField> Keys => Shape.Keys;

    public bool TryRead(YamlNode node, string what, TemplateReadContext context, out object? value)
    {
        var good = Shape.TryRead(node, what, context, out var read);
        value = read;
        return good;
    }

    public JsonObject ToSchema()
    {
        var schema = Shape.ToSchema();
        schema["description"] = Help;
        return schema;
    }
}

/// <summary>What was read of a block.</summary>
internal sealed class FieldValues(IReadOnlyDictionary<string, object?> values)
{
    public bool Has<T>(Field<T> field) => values.ContainsKey(field.Name);

    /// <summary>The value of a field that is required.</summary>
    public T Of<T>(Field<T> field) => (T)values[field.Name]!;

    public T Or<T>(Field<T> field, T otherwise) =>
        values.TryGetValue(field.Name, out var value) ? (T)value! : otherwise;
}

/// <summary>A block of keys.</summary>
/// <param name="what">For messages: 'go-to'.</param>
/// <param name="build">Makes the value of what was read; null when it says itself what is wrong.</param>
/// <param name="fields">Its keys.</param>
internal sealed class Block<T>(
    string what,
    Func<FieldValues, YamlMap, TemplateReadContext, T?> build,
    params IReadOnlyList<IField> fields
) : Shape<T>
    where T : class
{
    public Block(string what, Func<FieldValues, T> build, params IReadOnlyList<IField> fields)
        : this(what, (values, _, _) => build(values), fields) { }

    public override string Wanted => $"a block of keys ({string.Join(", ", fields.Select(f => f.Name))})";

    public override IReadOnlyList<IField> Keys => fields;

    /// <summary>Keys that others read from the same block; they are no mistakes here.</summary>
    public IReadOnlyList<IField> Others { get; init; } = [];

    public override bool TryRead(
        YamlNode node,
        string what1,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    )
    {
        value = null;
        if (node is not YamlMap map)
        {
            return Refuse(node, what1, context);
        }

        var before = context.Problems.Count;
        context.RefuseUnknown(map, what, [.. fields.Concat(Others).Select(f => f.Name)]);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            Read(map, field, values, context);
        }

        if (context.Problems.Count == before)
        {
            value = build(new FieldValues(values), map, context);
        }

        return value is not null;
    }

    public override JsonObject ToSchema() => Schemas.Object(fields);

    private void Read(YamlMap map, IField field, Dictionary<string, object?> values, TemplateReadContext context)
    {
        if (map.Find(field.Name) is not { } node)
        {
            if (field.Required)
            {
                context.Add(map, $"{what} lacks '{field.Name}': {field.Help}");
            }
        }
        else if (field.TryRead(node, $"'{field.Name}'", context, out var value))
        {
            values[field.Name] = value;
        }
    }
}

/// <summary>A list of values of one shape.</summary>
internal sealed class ListOf<T>(Shape<T> item, string wanted, int least = 0, int most = 500) : Shape<IReadOnlyList<T>>
{
    public override string Wanted => wanted;

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out IReadOnlyList<T> value
    )
    {
        value = null;
        if (node is not YamlList list || list.Items.Count < least)
        {
            return Refuse(node, what, context);
        }

        if (list.Items.Count > most)
        {
            context.Add(node, $"{what} has {list.Items.Count} entries; at most {most} are read");
            return false;
        }

        var items = new List<T>();
        var good = true;
        foreach (var entry in list.Items)
        {
            good &= item.TryRead(entry, $"an entry of {what}", context, out var read);
            items.Add(read!);
        }

        value = items;
        return good;
    }

    public override JsonObject ToSchema() =>
        new()
        {
            ["type"] = "array",
            ["items"] = item.ToSchema(),
            ["minItems"] = least,
            ["maxItems"] = most,
        };
}

/// <summary>Free keys with values of one shape.</summary>
internal sealed class TableOf<T>(Shape<T> entry, string wanted) : Shape<IReadOnlyDictionary<string, T>>
{
    public override string Wanted => wanted;

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out IReadOnlyDictionary<string, T> value
    )
    {
        value = null;
        if (node is not YamlMap map)
        {
            return Refuse(node, what, context);
        }

        var table = new Dictionary<string, T>(StringComparer.Ordinal);
        var good = true;
        foreach (var (key, at) in map.Entries.Select(e => (e.Key.Text, e.Value)))
        {
            good &= entry.TryRead(at, $"'{key}'", context, out var read);
            table[key] = read!;
        }

        value = table;
        return good;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "object", ["additionalProperties"] = entry.ToSchema() };
}

/// <summary>One of two ways to write a value: in one word, or as a block.</summary>
internal sealed class WordOr<T>(Shape<T> word, Shape<T> block) : Shape<T>
{
    public override string Wanted => $"{word.Wanted}, or {block.Wanted}";

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    ) =>
        node is YamlScalar
            ? word.TryRead(node, what, context, out value)
            : block.TryRead(node, what, context, out value);

    public override JsonObject ToSchema() => Schemas.AnyOf(word.ToSchema(), block.ToSchema());
}

/// <summary>The same value made into another type.</summary>
internal sealed class Made<TFrom, T>(Shape<TFrom> from, Func<TFrom, T> make) : Shape<T>
{
    public override string Wanted => from.Wanted;

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out T value
    )
    {
        var good = from.TryRead(node, what, context, out var read);
        value = good ? make(read!) : default;
        return good;
    }

    public override JsonObject ToSchema() => from.ToSchema();
}
