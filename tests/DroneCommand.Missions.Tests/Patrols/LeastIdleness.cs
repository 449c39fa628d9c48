using System.Numerics;
using DroneCommand.Missions.Patrols;

namespace DroneCommand.Missions.Tests.Patrols;

/// <summary>
/// A worst idleness that no schedule of equal vehicles beats, of whatever kind: how many vehicles a graph needs, by the rule
/// that docs/planning.md (Patrols, "No schedule does better") states and proves. The moats make a tree: each is an edge as long
/// as it is wide between what lies inside and outside, and no way in the graph is shorter than in the tree.
/// </summary>
internal static class LeastIdleness
{
    private const int Halvings = 60;
    private const double Tolerance = 1e-9;

    /// <summary>Seconds at 1 m/s.</summary>
    /// <param name="graph">At most <see cref="MoatPacking.MaxNodes"/> nodes, connected.</param>
    /// <param name="vehicles">At least 1.</param>
    public static double Of(PatrolGraph graph, int vehicles)
    {
        var moats = MoatPacking.Of(graph);
        // The rule holds from every place of the tree: outside all moats, or just inside one.
        return moats.Keys.Append(0UL).Max(place => Of(Moat.SeenFrom(place, moats), vehicles));
    }

    private static double Of(Moat[] moats, int vehicles)
    {
        var (low, high) = (0.0, 2 * moats.Sum(moat => moat.Width));
        for (var i = 0; i < Halvings; i++)
        {
            var idleness = (low + high) / 2;
            (low, high) = Needed(moats, idleness) > vehicles + Tolerance ? (idleness, high) : (low, idleness);
        }

        return low;
    }

    /// <summary>No fewer vehicles, on an average over any time as long as the idleness, are in the whole tree.</summary>
    private static double Needed(Moat[] moats, double idleness)
    {
        var within = new double[moats.Length + 1];
        for (var i = 0; i < moats.Length; i++)
        {
            var stay = Math.Max(1, Math.Ceiling(within[i] - Tolerance));
            within[moats[i].Around] += Math.Min(stay, within[i] + 2 * moats[i].Width / idleness);
        }

        return within[^1];
    }

    /// <summary>A moat, and the place of the next one around it (behind all others: none).</summary>
    private readonly record struct Moat(double Width, int Around)
    {
        /// <summary>The moats from inside to outside, when outside is where <paramref name="place"/> says.</summary>
        public static Moat[] SeenFrom(ulong place, IReadOnlyDictionary<ulong, double> moats)
        {
            var turned = moats
                .Select(moat => (Inside: (moat.Key & place) == place && place != 0 ? ~moat.Key : moat.Key, moat.Value))
                .OrderBy(moat => BitOperations.PopCount(moat.Inside))
                .ToList();
            return
            [
                .. turned.Select(
                    (moat, i) =>
                    {
                        var around = turned.FindIndex(i + 1, other => (moat.Inside & ~other.Inside) == 0);
                        return new Moat(moat.Value, around < 0 ? turned.Count : around);
                    }
                ),
            ];
        }
    }
}
