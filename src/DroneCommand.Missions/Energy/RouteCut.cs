namespace DroneCommand.Missions.Energy;

/// <summary>A place of a route: so much of a leg is done.</summary>
/// <param name="Leg">Index of the leg.</param>
/// <param name="Share">0 at its beginning to 1 at its end.</param>
internal readonly record struct RouteCut(int Leg, double Share) : IComparable<RouteCut>
{
    public int CompareTo(RouteCut other) => (Leg + Share).CompareTo(other.Leg + other.Share);
}

/// <summary>What a route costs, in parts.</summary>
internal sealed record RouteCosts
{
    /// <summary>Of each leg.</summary>
    public required IReadOnlyList<LegCost> Legs { get; init; }

    /// <summary>From the dock up and to a place of the route.</summary>
    public required Func<RouteCut, LegCost> Out { get; init; }

    /// <summary>From a place of the route home and down; straight, as Return to Launch flies it.</summary>
    public required Func<RouteCut, LegCost> Home { get; init; }

    /// <summary>What every sortie takes besides: starting and stopping where a leg is cut.</summary>
    public required LegCost PerSortie { get; init; }
}
