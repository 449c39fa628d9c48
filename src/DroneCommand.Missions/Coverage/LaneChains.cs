namespace DroneCommand.Missions.Coverage;

/// <summary>A first tour: the shortest links join lanes to chains, and nearest chains are joined to one.</summary>
internal static class LaneChains
{
    /// <summary>The ends at which the lanes are entered, in order.</summary>
    public static int[] Join(LaneLinks links)
    {
        var partner = new int[links.Lanes * 2];
        Array.Fill(partner, -1);
        var chain = Enumerable.Range(0, links.Lanes).ToArray();
        foreach (var (one, other) in NearPairs(links))
        {
            if (partner[one] < 0 && partner[other] < 0 && Root(chain, one >> 1) != Root(chain, other >> 1))
            {
                (partner[one], partner[other]) = (other, one);
                chain[Root(chain, one >> 1)] = Root(chain, other >> 1);
            }
        }

        return JoinChains(links, partner);
    }

    private static IEnumerable<(int, int)> NearPairs(LaneLinks links) =>
        Enumerable
            .Range(0, links.Lanes * 2)
            .SelectMany(end => links.Near[end].Select(near => (Math.Min(end, near), Math.Max(end, near))))
            .Distinct()
            .Select(pair => (Pair: pair, Metres: links.Metres(pair.Item1, pair.Item2)))
            .OrderBy(link => link.Metres)
            .ThenBy(link => link.Pair)
            .Select(link => link.Pair);

    private static int Root(int[] chain, int lane)
    {
        while (chain[lane] != lane)
        {
            lane = chain[lane] = chain[chain[lane]];
        }

        return lane;
    }

    /// <summary>From a free end, each time to the free end that is nearest to where the chain before ended.</summary>
    private static int[] JoinChains(LaneLinks links, int[] partner)
    {
        var free = Enumerable.Range(0, partner.Length).Where(end => partner[end] < 0).ToList();
        var tour = new List<int>(links.Lanes);
        var at = free.Count > 0 ? free[0] : 0;
        while (free.Count > 0)
        {
            free.Remove(at);
            while (true)
            {
                tour.Add(at);
                if (partner[at ^ 1] < 0)
                {
                    break;
                }

                at = partner[at ^ 1];
            }

            free.Remove(at ^ 1);
            var last = at ^ 1;
            at = free.Count == 0 ? -1 : free.MinBy(end => links.AtLeast(last, end));
        }

        return [.. tour];
    }
}
