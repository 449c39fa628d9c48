using System.Globalization;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Keeps missions within what every autopilot stores: first by leaving out waypoints that hardly matter, with the least
/// bound on the deviation that does; where none does, by cutting the mission into several, exact ones.
/// </summary>
internal static class ItemLimit
{
    /// <summary>Items of a file, home included. Boards with little memory store some 718 on ArduPilot.</summary>
    public const int MaxItems = 700;

    private const int Home = 1;

    /// <summary>Tried in turn, metres.</summary>
    private static readonly double[] Deviations = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    /// <summary>The missions, and what became of the one that was given; null where it is as it was.</summary>
    /// <param name="items">The mission.</param>
    /// <param name="within">What the way must stay within; empty where nothing is known to be.</param>
    /// <param name="mayThin">False for a way that was checked against more than that: it is cut only.</param>
    public static (IReadOnlyList<IReadOnlyList<MissionItem>> Missions, string? Note) Apply(
        IReadOnlyList<MissionItem> items,
        IReadOnlyList<DrawnArea> within,
        bool mayThin
    )
    {
        if (items.Count + Home <= MaxItems)
        {
            return ([items], null);
        }

        var thinning = new ItemThinning(items, within);
        foreach (var deviation in mayThin ? Deviations : [])
        {
            var less = thinning.Within(deviation);
            if (less.Count + Home <= MaxItems)
            {
                var area = within.Count > 0 ? " and stays within the area" : "";
                return (
                    [less],
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{items.Count - less.Count} of {items.Count} items are left out, for a file holds at most {MaxItems}: the way deviates by at most {deviation * 100:0} cm{area}"
                    )
                );
            }
        }

        var parts = new ItemSplit(items).Into(MaxItems - Home);
        return (
            parts,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{items.Count} items are cut into {parts.Count} files, to be flown one after another, for a file holds at most {MaxItems}"
            )
        );
    }
}
