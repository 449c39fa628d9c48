using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Plans;

/// <summary>A place of a track: where, how high, and what is done there.</summary>
/// <param name="Position">Where.</param>
/// <param name="Altitude">Above home; 0 for what drives.</param>
public sealed record TrackPoint(GeoPoint Position, AltitudeAboveHome Altitude)
{
    /// <summary>What is done on arriving, in order.</summary>
    public IReadOnlyList<PlanAction> Actions { get; init; } = [];

    /// <summary>Drawn and checked, but not told: the autopilot comes by here on a way of its own.</summary>
    public bool IsUntold { get; init; }

    /// <summary>The orbit that is flown here, or null.</summary>
    public Orbit? Orbit => Actions.OfType<Orbit>().FirstOrDefault();

    /// <summary>How long the vehicle stays here besides orbits.</summary>
    public TimeSpan Dwell => TimeSpan.FromSeconds(Actions.OfType<Dwell>().Sum(dwell => dwell.Duration.TotalSeconds));
}
