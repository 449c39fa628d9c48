namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Joins what several files say of the same thing: entries of an enum add up; a command that is defined again must be the
/// same; so must a message, of which the one with more extensions counts.
/// </summary>
internal static class DialectMerge
{
    public static void Run(Dialect dialect, List<Problem> problems)
    {
        Once(dialect.Messages, (a, b) => a.Fields.Count < b.Fields.Count, problems);
        Once(dialect.Commands, (_, _) => false, problems);
        Enums(dialect, problems);
        foreach (var (file, place) in dialect.Includes.Where(i => !dialect.Files.Contains(i.File)))
            problems.Add(new Problem(place, file + " is neither in the tables nor among the AdditionalFiles"));
    }

    /// <summary>Leaves one of those that share a name or a number. The rest must agree with it, in another file.</summary>
    private static void Once<T>(List<T> things, System.Func<T, T, bool> grown, List<Problem> problems)
        where T : class, INumbered<T>
    {
        var kept = new List<T>();
        var places = new Dictionary<string, int>();
        foreach (var thing in things)
        {
            var number = Source.Text(thing.Number);
            if (!places.TryGetValue(thing.Name, out var at) && !places.TryGetValue(number, out at))
            {
                places[thing.Name] = places[number] = kept.Count;
                kept.Add(thing);
                continue;
            }
            var known = kept[at];
            if (thing.Place.Path == known.Place.Path)
                problems.Add(new Problem(thing.Place, Describe(thing) + " is defined twice"));
            else if (!thing.Agrees(known))
                problems.Add(
                    new Problem(
                        thing.Place,
                        Describe(thing) + " is defined otherwise as " + Describe(known) + " in " + At(known.Place)
                    )
                );
            else if (grown(known, thing))
                kept[at] = thing;
        }
        things.Clear();
        things.AddRange(kept);
    }

    private static string Describe<T>(T thing)
        where T : INumbered<T> => thing.Name + " (" + Source.Text(thing.Number) + ")";

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
