namespace DroneCommand.Mavlink.Generator;

/// <summary>What is said of a thing besides its name: words with a value (units=m) and flags (deprecated).</summary>
internal sealed class Attributes
{
    private static readonly HashSet<string> Known =
    [
        "crc",
        "from",
        "location",
        "destination",
        "mission-only",
        "deprecated",
        "wip",
        "bitmask",
        "enum",
        "units",
        "invalid",
        "const",
        "min",
        "max",
        "increment",
        "multiplier",
        "default",
        "reserved",
        "instance",
    ];

    private readonly Dictionary<string, string> _values = [];

    /// <summary>The word's value; null when it is not there, empty for a flag.</summary>
    public string? this[string word] => _values.TryGetValue(word, out var value) ? value : null;

    public IEnumerable<KeyValuePair<string, string>> All => _values;

    public bool Has(string word) => _values.ContainsKey(word);

    public void Set(string word, string value = "") => _values[word] = value;

    /// <summary>Reads 'units=m' or 'deprecated'. Returns what is wrong with a word, null if nothing.</summary>
    public string? Read(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var equals = word.IndexOf('=');
            var key = equals < 0 ? word : word.Substring(0, equals);
            if (!Known.Contains(key))
                return "unknown word '" + key + "'";
            Set(key, equals < 0 ? "" : word.Substring(equals + 1));
        }
        return null;
    }
}
