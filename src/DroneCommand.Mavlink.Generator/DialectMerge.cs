namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Joins what several files say of the same thing: entries of an enum add up; a message or a command that is defined
/// again must be the same.
/// </summary>
internal static class DialectMerge
{
    public static void Run(Dialect dialect, List<Problem> problems)
    {
        Once(
            dialect.Messages,
            m => [m.Name, Source.Text(m.Id)],
            (a, b) => a.SameAs(b),
            m => (m.Name + " (" + Source.Text(m.Id) + ")", m.Place),
            problems
        );
        Once(
            dialect.Commands,
            c => [c.Name, Source.Text(c.Value)],
            (a, b) => a.Name == b.Name && a.Value == b.Value,
            c => (c.Name + " (" + Source.Text(c.Value) + ")", c.Place),
            problems
        );
        Enums(dialect, problems);
        foreach (var (file, place) in dialect.Includes.Where(i => !dialect.Files.Contains(i.File)))
            problems.Add(new Problem(place, file + " is neither in the tables nor among the AdditionalFiles"));
    }

    /// <summary>Leaves the first of those that share a name or a number. The rest must be the same, in another file.</summary>
    private static void Once<T>(
        List<T> things,
        System.Func<T, string[]> keys,
        System.Func<T, T, bool> same,
        System.Func<T, (string Name, Place Place)> describe,
        List<Problem> problems
    )
    {
        var first = new Dictionary<string, T>();
        var kept = new List<T>();
        foreach (var thing in things)
        {
            var known = keys(thing).Where(first.ContainsKey).Select(k => first[k]).Take(1).ToList();
            if (known.Count == 0)
            {
                kept.Add(thing);
                foreach (var key in keys(thing))
                    first[key] = thing;
                continue;
            }
            var (name, place) = describe(thing);
            var (knownName, knownPlace) = describe(known[0]);
            if (place.Path == knownPlace.Path)
                problems.Add(new Problem(place, name + " is defined twice"));
            else if (!same(thing, known[0]))
                problems.Add(
                    new Problem(place, name + " is defined otherwise as " + knownName + " in " + At(knownPlace))
                );
        }
        things.Clear();
        things.AddRange(kept);
    }

    private static void Enums(Dialect dialect, List<Problem> problems)
    {
        var joined = new Dictionary<string, EnumDefinition>();
        foreach (var definition in dialect.Enums.ToList())
            if (!joined.TryGetValue(definition.Name, out var known))
                joined[definition.Name] = definition;
            else
            {
                Join(known, definition, problems);
                dialect.Enums.Remove(definition);
            }
    }

    private static void Join(EnumDefinition known, EnumDefinition added, List<Problem> problems)
    {
        foreach (var word in added.Attributes.All)
            known.Attributes.Set(word.Key, word.Value);
        foreach (var entry in added.Entries)
        {
            var others = known.Entries.Where(e => e.Name == entry.Name || e.Value == entry.Value).ToList();
            if (others.Count == 0)
                known.Entries.Add(entry);
            else if (!others.Any(e => e.Name == entry.Name && e.Value == entry.Value))
                problems.Add(
                    new Problem(
                        entry.Place,
                        $"{entry.Name} = {entry.Value}: {At(others[0].Place)} has {others[0].Name} = {others[0].Value}"
                    )
                );
        }
    }

    private static string At(Place place) =>
        place.Path.Substring(place.Path.LastIndexOfAny(['/', '\\']) + 1) + ":" + Source.Text(place.Line + 1);
}
