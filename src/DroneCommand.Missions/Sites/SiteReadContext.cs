using System.Globalization;
using System.Text.Json;

namespace DroneCommand.Missions.Sites;

/// <summary>Collects the problems of one site file while it is read.</summary>
internal sealed class SiteReadContext(string file)
{
    private const int MaxProblems = 50;
    private const int MaxTextLength = 80;
    private readonly List<SiteProblem> problems = [];

    public IReadOnlyList<SiteProblem> Problems => problems;

    public void Add(PlacedJson at, string where, string reason) => Add(at.Line, at.Column, where, reason);

    public void Add(int line, int column, string where, string reason)
    {
        if (problems.Count < MaxProblems)
        {
            problems.Add(new SiteProblem(file, line, column, where, reason));
        }
    }

    /// <summary>Reports keys that nothing reads: mostly a slip of the pen.</summary>
    public void RefuseUnknown(PlacedJson owner, string where, IReadOnlyCollection<string> known)
    {
        foreach (var (key, value) in owner.Members)
        {
            if (!known.Contains(key))
            {
                Add(value, where, $"'{key}' is not known here; known are {string.Join(", ", known)}");
            }
        }
    }

    /// <summary>A text of reasonable length without control characters; null with a problem otherwise.</summary>
    public string? Text(PlacedJson owner, string key, string where, bool required)
    {
        if (owner.Find(key) is not { } node)
        {
            if (required)
            {
                Add(owner, where, $"'{key}' is missing: a text");
            }

            return null;
        }

        if (node.Type != JsonTokenType.String)
        {
            Add(node, where, $"'{key}' must be a text, not {node.Describe()}");
            return null;
        }

        if (node.Text.Length > MaxTextLength || node.Text.Any(char.IsControl))
        {
            Add(node, where, $"'{key}' must have at most {MaxTextLength} characters and no control characters");
            return null;
        }

        return node.Text.Trim();
    }

    /// <summary>A number within bounds; null with a problem otherwise.</summary>
    public double? Number(PlacedJson owner, string key, string where, bool required, double min, double max)
    {
        if (owner.Find(key) is not { } node)
        {
            if (required)
            {
                Add(owner, where, $"'{key}' is missing: {Range(min, max)}");
            }

            return null;
        }

        if (node.Type != JsonTokenType.Number || node.Number < min || node.Number > max)
        {
            Add(node, where, $"'{key}' must be {Range(min, max)}, not {node.Describe()}");
            return null;
        }

        return node.Number;
    }

    /// <summary>True or false; false when it is not there.</summary>
    public bool Flag(PlacedJson owner, string key, string where)
    {
        if (owner.Find(key) is not { } node)
        {
            return false;
        }

        if (node.Type is not (JsonTokenType.True or JsonTokenType.False))
        {
            Add(node, where, $"'{key}' must be true or false, not {node.Describe()}");
        }

        return node.Type == JsonTokenType.True;
    }

    private static string Range(double min, double max) =>
        string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}");
}
