using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Terrain;

/// <summary>The ground along a way, every half step between posts.</summary>
/// <param name="Places">On the way.</param>
/// <param name="Along">Metres from the way's beginning, by sample; not falling.</param>
/// <param name="Ground">
/// Heights above mean sea level, by sample: joined by straight lines they are nowhere below the ground within the corridor,
/// and no lower heights of that kind are known.
/// </param>
/// <param name="Corners">For each place that the way was given with, the index of its sample.</param>
internal sealed record GroundSamples(
    IReadOnlyList<GeoPoint> Places,
    IReadOnlyList<double> Along,
    IReadOnlyList<double> Ground,
    IReadOnlyList<int> Corners
)
{
    /// <summary>A place where no tile has a height; null when there is none.</summary>
    public GeoPoint? Hole { get; init; }
}
