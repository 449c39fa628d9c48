namespace DroneCommand.Missions.Feasibility;

/// <summary>A range of altitudes above home, metres.</summary>
internal readonly record struct AltitudeBand(double Lowest, double Highest)
{
    public static AltitudeBand At(double metres) => new(metres, metres);

    public static AltitudeBand Ground { get; } = new(0, 0);

    public static AltitudeBand Between(double one, double other) => new(Math.Min(one, other), Math.Max(one, other));
}
