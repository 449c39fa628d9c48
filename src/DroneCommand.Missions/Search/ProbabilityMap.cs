using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Where the object of a search may be: probability of containment (POC) per square cell, and the sensor that looks for it.
/// Row 0 is the southernmost, column 0 the westernmost; metres east and north of <see cref="Origin"/>.
/// </summary>
public sealed record ProbabilityMap
{
    public required int Rows { get; init; }
    public required int Columns { get; init; }

    /// <summary>Side of a cell, metres.</summary>
    public required double CellMetres { get; init; }

    /// <summary>The south-western corner of cell (0, 0).</summary>
    public required LocalPoint Corner { get; init; }

    /// <summary>Where every vehicle's path begins.</summary>
    public required LocalPoint Start { get; init; }

    /// <summary>POC by row, then column; not negative. The sum may be less than 1: the rest lies outside the map.</summary>
    public required IReadOnlyList<double> Probability { get; init; }

    /// <summary>The sensor sees everything within this distance on the ground, metres.</summary>
    public required double DetectionRadiusMetres { get; init; }

    /// <summary>The place on earth of the metres' origin; null when the map has none.</summary>
    public GeoPoint? Origin { get; init; }

    /// <summary>The place on earth of a place in the map's metres; null when the map has none.</summary>
    public GeoPoint? ToGeo(LocalPoint place) => Origin is { } origin ? new MapProjection(origin).ToGeo(place) : null;

    /// <summary>A place on earth in the map's metres; null when the map has no place on earth.</summary>
    public LocalPoint? ToLocal(GeoPoint place) =>
        Origin is { } origin ? new MapProjection(origin).ToLocal(place) : null;

    /// <summary>POC of the whole map.</summary>
    public double Total => Probability.Sum();

    /// <summary>
    /// The most POC that paths of <paramref name="lengthMetres"/> in all could sweep with <paramref name="vehicles"/>
    /// vehicles: the densest area of 2 r L + n π r², whatever its shape.
    /// </summary>
    public double Bound(double lengthMetres, int vehicles)
    {
        var area =
            2 * DetectionRadiusMetres * lengthMetres
            + vehicles * Math.PI * DetectionRadiusMetres * DetectionRadiusMetres;
        var left = area / (CellMetres * CellMetres);
        var sum = 0.0;
        foreach (var poc in Probability.OrderDescending())
        {
            var share = Math.Min(1, left);
            sum += share * poc;
            left -= share;
            if (left <= 0)
            {
                break;
            }
        }

        return sum;
    }
}
