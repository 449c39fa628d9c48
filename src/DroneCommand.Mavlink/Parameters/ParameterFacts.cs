using System.Collections.Frozen;
using DroneCommand.Mavlink.Autopilots;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>What is known of a parameter besides what the vehicle says.</summary>
/// <param name="Name">As the vehicle spells it.</param>
/// <param name="Unit">For people: 'cm/s'; empty for a choice, a number of things or a share.</param>
/// <param name="Meaning">In a few words.</param>
/// <param name="Source">From where the unit was taken.</param>
public sealed record ParameterFact(string Name, string Unit, string Meaning, string Source);

/// <summary>
/// Units and meanings of the parameters that this product reads or sets and of the commonest others
/// (<c>Parameters/parameters.facts</c>). The protocol carries neither; one that is not in the table is shown without.
/// </summary>
public static class ParameterFacts
{
    private static readonly Lazy<FrozenDictionary<(string Set, string Name), ParameterFact>> Table = new(Read);

    /// <summary>Everything that the table has, with the set of vehicles that it is for.</summary>
    public static IEnumerable<(string Set, ParameterFact Fact)> All => Table.Value.Select(p => (p.Key.Set, p.Value));

    /// <summary>Null for what is not in the table, or where the autopilot is not known.</summary>
    public static ParameterFact? Find(IAutopilot? autopilot, string name)
    {
        foreach (var set in autopilot?.ParameterSets ?? [])
            if (Table.Value.TryGetValue((set, name), out var fact))
                return fact;
        return null;
    }

    private static FrozenDictionary<(string, string), ParameterFact> Read()
    {
        using var stream = typeof(ParameterFacts).Assembly.GetManifestResourceStream("parameters.facts")!;
        using var reader = new StreamReader(stream);
        var facts = new Dictionary<(string, string), ParameterFact>();
        var source = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var parts = line.Split('|');
            if (parts[0] == "source")
                source = parts[1];
            else
                facts.Add(
                    (parts[0], parts[1]),
                    new ParameterFact(parts[1], parts[2] == "-" ? "" : parts[2], parts[3], source)
                );
        }
        return facts.ToFrozenDictionary();
    }
}
