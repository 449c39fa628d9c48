using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Terrain;

/// <summary>The straight way home that comes nearest to the ground.</summary>
/// <param name="LeastMetres">Its least clearance; infinite when there is none.</param>
/// <param name="Place">Where that is.</param>
/// <param name="HighestGround">The highest ground under those that come nearer than they may, above mean sea level, metres.</param>
/// <param name="Unknown">A place where no tile has a height; null when there is none.</param>
internal sealed record WorstReturn(double LeastMetres, GeoPoint Place, double HighestGround, GeoPoint? Unknown);

/// <summary>
/// Looks along the straight ways home from places all along a path. They lie so close that their ends are no further apart
/// than posts, as long as there are not too many.
/// </summary>
internal sealed class ReturnWays(TerrainModel terrain, GeoPoint home, double homeGround)
{
    private const int MostWays = 600;
    private const int MostSteps = 2_000;

    /// <summary>Geodesics of this length are straight in longitude and latitude to a few decimetres.</summary>
    private const double StraightMetres = 2_500;

    public WorstReturn Worst(IReadOnlyList<RoutePoint> path, AltitudeAboveHome returnAltitude)
    {
        var worst = new WorstReturn(double.PositiveInfinity, home, double.NegativeInfinity, null);
        var length = path.Zip(path.Skip(1), (from, to) => Geodesic.Distance(from.Position, to.Position)).Sum();
        var spacing = Math.Max(Spacing(home), length / MostWays);
        for (var i = 0; i < path.Count; i++)
        {
            var (from, to) = (path[i], path[Math.Min(i + 1, path.Count - 1)]);
            var leg = Geodesic.Inverse(from.Position, to.Position);
            var parts = Math.Max(1, (int)Math.Ceiling(leg.DistanceMetres / spacing));
            for (var k = 0; k < parts; k++)
            {
                var share = (double)k / parts;
                var place = Geodesic.Direct(from.Position, leg.InitialAzimuthDeg, leg.DistanceMetres * share);
                var height = from.Altitude.Metres + (to.Altitude.Metres - from.Altitude.Metres) * share;
                worst = Along(place, height, returnAltitude.Metres, worst);
            }
        }

        return worst;
    }

    private WorstReturn Along(GeoPoint from, double began, double returnAltitude, WorstReturn worst)
    {
        var way = Geodesic.Inverse(home, from);
        var level =
            homeGround + Math.Max(began, Math.Min(returnAltitude, WayCheck.ReturnConeSlope * way.DistanceMetres));
        var steps = Math.Clamp((int)Math.Ceiling(way.DistanceMetres / Spacing(from) * 2), 1, MostSteps);
        for (var i = 0; i <= steps; i++)
        {
            var place = PlaceAt(from, way, (double)i / steps);
            var ground = terrain.Height(place);
            if (double.IsNaN(ground))
            {
                return worst.Unknown is null ? worst with { Unknown = place } : worst;
            }

            worst = worst with { HighestGround = Math.Max(worst.HighestGround, ground) };
            if (level - ground < worst.LeastMetres)
            {
                worst = worst with { LeastMetres = level - ground, Place = place };
            }
        }

        return worst;
    }

    private GeoPoint PlaceAt(GeoPoint from, GeodesicLine way, double share) =>
        way.DistanceMetres <= StraightMetres
            ? new(
                home.LatitudeDeg + (from.LatitudeDeg - home.LatitudeDeg) * share,
                home.LongitudeDeg + (from.LongitudeDeg - home.LongitudeDeg) * share
            )
            : Geodesic.Direct(home, way.InitialAzimuthDeg, way.DistanceMetres * share);

    private double Spacing(GeoPoint place) => Math.Clamp(terrain.PostMetres(place), 5, 100);
}
