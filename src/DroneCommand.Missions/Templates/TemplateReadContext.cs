using System.Globalization;

namespace DroneCommand.Missions.Templates;

/// <summary>Collects the problems of one template file while it is read.</summary>
internal sealed class TemplateReadContext(string file)
{
    private const int MaxTextLength = 400;
    private readonly List<TemplateProblem> problems = [];

    public IReadOnlyList<TemplateProblem> Problems => problems;

    public TemplatePlace PlaceOf(YamlNode node) => new(file, node.Line, node.Column);

    public void Add(YamlNode at, string reason) => problems.Add(new TemplateProblem(file, at.Line, at.Column, reason));

    /// <summary>Reports keys that nothing reads, each with the known one that it resembles.</summary>
    public void RefuseUnknown(YamlMap map, string what, IReadOnlyList<string> known)
    {
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key.Text)))
        {
            Add(entry.Key, $"{what} has no key '{entry.Key.Text}'; {Suggest(entry.Key.Text, known)}");
        }
    }

    public YamlScalar? Scalar(YamlMap map, string key, string what)
    {
        var node = map.Find(key);
        if (node is null)
        {
            Add(map, $"{what} lacks '{key}'");
            return null;
        }

        if (node is YamlScalar { Text.Length: > 0 and <= MaxTextLength } scalar && !scalar.Text.Any(char.IsControl))
        {
            return scalar;
        }

        Add(node, $"'{key}' must be a text of 1 to {MaxTextLength} characters in one line, not {node.Describe()}");
        return null;
    }

    public YamlMap? Map(YamlMap map, string key, string what)
    {
        switch (map.Find(key))
        {
            case null:
                Add(map, $"{what} lacks '{key}'");
                return null;
            case YamlMap found:
                return found;
            case var other:
                Add(other, $"'{key}' must be a block of keys, not {other.Describe()}");
                return null;
        }
    }

    /// <summary>A finite number within bounds; null with a problem otherwise.</summary>
    public double? Number(YamlNode node, string what, double min, double max)
    {
        if (
            node is YamlScalar scalar
            && Numbers.TryParse(scalar.Text, out var number)
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        Add(
            node,
            string.Create(CultureInfo.InvariantCulture, $"{what} must be a number from {min} to {max}, not ")
                + node.Describe()
        );
        return null;
    }

    public static string Suggest(string word, IReadOnlyList<string> known)
    {
        var nearest = known.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) <= 2
            ? $"is '{nearest}' meant?"
            : $"known are {string.Join(", ", known)}";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}

/// <summary>Numbers as templates and forms write them: invariant, finite, no thousands separators.</summary>
internal static class Numbers
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
