namespace DroneCommand.Missions.Terrain;

/// <summary>
/// How far above the ground a way must stay: obstacle + k · sigma + GNSS + tracking. The defaults: trees and houses, which
/// a model of the surface smears, 10 m; twice the standard deviation of the model's heights (SRTM 7.5 m, others 4 m);
/// error of the vehicle's own height 3 m; how far it sinks below its path 2 m. Wires and masts are in no model: draw them
/// into the site. Metres throughout.
/// </summary>
public sealed record TerrainMargin
{
    /// <summary>What stands on the ground and the model does not show; 0 where a site draws its obstacles.</summary>
    public double ObstacleMetres { get; init; } = 10;

    /// <summary>How many standard deviations of the model's heights are allowed for.</summary>
    public double Sigmas { get; init; } = 2;

    /// <summary>Error of the height that the vehicle believes to be at.</summary>
    public double GnssMetres { get; init; } = 3;

    /// <summary>How far below its path a vehicle may be.</summary>
    public double TrackingMetres { get; init; } = 2;

    /// <summary>The margin over a terrain.</summary>
    public double Over(TerrainModel terrain) =>
        ObstacleMetres + Sigmas * terrain.SigmaMetres + GnssMetres + TrackingMetres;
}
