namespace DroneCommand.Missions.Tests.Patrols;

/// <summary>
/// All schedules of vehicles on a small tree of edges of one metre, at most 1 m/s, gone through second by second. Whole
/// seconds and edges are enough: rounding every time of a visit down to a whole second shortens no time between two visits
/// under the metres between their places, and stretches none beyond a whole number of seconds that it kept to.
/// </summary>
internal sealed class EverySchedule
{
    private readonly ILookup<int, int> reached;
    private readonly int[] sites;
    private readonly int vehicles;

    /// <param name="parents">Of the places but place 0.</param>
    /// <param name="sites">Places to visit.</param>
    /// <param name="vehicles">At least 1.</param>
    public EverySchedule(IReadOnlyList<int> parents, int[] sites, int vehicles)
    {
        Places = parents.Count + 1;
        reached = parents
            .SelectMany((parent, i) => ((int From, int To)[])[(parent, i + 1), (i + 1, parent)])
            .Concat(Enumerable.Range(0, Places).Select(place => (From: place, To: place)))
            .ToLookup(step => step.From, step => step.To);
        this.sites = sites;
        this.vehicles = vehicles;
    }

    private int Places { get; }

    /// <summary>The shortest time in whole seconds after which some schedule is back at every site for ever.</summary>
    public int LeastIdleness() => Enumerable.Range(1, 2 * Places).First(Exists);

    /// <summary>Whether a way through the states never ends: whether one comes back to a state.</summary>
    private bool Exists(int idleness)
    {
        var closed = new Dictionary<string, bool>();
        foreach (var start in Choices([.. Enumerable.Repeat(Enumerable.Range(0, Places), vehicles)]))
        {
            // All sites visited just now: the best state that there can be.
            var states = new Stack<(string State, IEnumerator<string> Next)>();
            Open(start + new string('\0', sites.Length));
            while (states.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    closed[states.Pop().State] = true;
                }
                else if (!closed.TryGetValue(top.Next.Current, out var isClosed))
                {
                    Open(top.Next.Current);
                }
                else if (!isClosed)
                {
                    return true;
                }
            }

            void Open(string state)
            {
                if (closed.TryAdd(state, false))
                {
                    states.Push((state, After(state, idleness).GetEnumerator()));
                }
            }
        }

        return false;
    }

    /// <summary>A state is the vehicles' places in ascending order, and behind them each site's seconds since its last visit.</summary>
    private IEnumerable<string> After(string state, int idleness) =>
        from places in Choices([.. state.Take(vehicles).Select(place => reached[place])])
        let ages = sites.Select((site, i) => places.Contains((char)site) ? 0 : state[vehicles + i] + 1)
        where ages.All(age => age < idleness)
        select places + string.Concat(ages.Select(age => (char)age));

    private static IEnumerable<string> Choices(IEnumerable<int>[] each) =>
        each.Aggregate(
            Enumerable.Repeat("", 1),
            (chosen, places) => chosen.SelectMany(_ => places, (before, place) => before + (char)place),
            all => all.Select(places => string.Concat(places.Order())).Distinct()
        );
}
