using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Terrain;

/// <summary>How near a path comes to the ground.</summary>
/// <param name="LeastMetres">The least height above the ground; infinite when no height of the ground was known.</param>
/// <param name="Place">Where that is.</param>
/// <param name="AlongMetres">How far along the path.</param>
/// <param name="Unknown">The first place where no tile has a height; null when all are known.</param>
public sealed record GroundClearance(double LeastMetres, GeoPoint Place, double AlongMetres, GeoPoint? Unknown);

/// <summary>
/// Proves how high a path is above the ground by looking at every metre of it. It shares nothing with the planner but the
/// heights of single places.
/// </summary>
public static class ClearanceProof
{
    private const double StepMetres = 1;
    private const double StraightMetres = 1_000;

    /// <summary>The least clearance of a path.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="path">Places with heights above mean sea level, straight between them.</param>
    /// <param name="besideMetres">Also looked at is what lies this far to the left and right; 0 looks at the path alone.</param>
    public static GroundClearance Of(
        TerrainModel terrain,
        IReadOnlyList<(GeoPoint Position, AltitudeAmsl Altitude)> path,
        double besideMetres = 0
    )
    {
        var found = new GroundClearance(double.PositiveInfinity, path[0].Position, 0, null);
        var along = 0.0;
        for (var i = 0; i < path.Count; i++)
        {
            var (from, to) = (path[i], path[Math.Min(i + 1, path.Count - 1)]);
            found = Leg(terrain, from, to, along, besideMetres, found);
            along += Geodesic.Distance(from.Position, to.Position);
        }

        return found;
    }

    /// <summary>What is wrong with a path that must stay this high above the ground.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="clearance">Of the path.</param>
    /// <param name="marginMetres">How high it must stay.</param>
    /// <param name="what">The path, for the sentence: 'the route of copter 1'.</param>
    public static IEnumerable<Problem> Problems(
        TerrainModel terrain,
        GroundClearance clearance,
        double marginMetres,
        string what
    )
    {
        if (clearance.Unknown is { } unknown)
        {
            yield return new(
                ProblemCode.TerrainUnknown,
                $"The ground under {what} is not known at {unknown}: {terrain.WhyNone(unknown)}. A tile that holds it would do.",
                unknown
            );
        }

        if (clearance.LeastMetres < marginMetres - Rounding)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{Capital(what)} comes within {clearance.LeastMetres:0.0} m of the ground at {clearance.Place}; the margin is {marginMetres:0.0} m. Flown {Math.Ceiling(marginMetres - clearance.LeastMetres):0} m higher, or at a height above terrain, it would do."
            );
            yield return new(ProblemCode.TooLow, text, clearance.Place);
        }
    }

    /// <summary>Heights are told in millimetres.</summary>
    private const double Rounding = 0.001;

    private static GroundClearance Leg(
        TerrainModel terrain,
        (GeoPoint Position, AltitudeAmsl Altitude) from,
        (GeoPoint Position, AltitudeAmsl Altitude) to,
        double along,
        double beside,
        GroundClearance found
    )
    {
        var line = Geodesic.Inverse(from.Position, to.Position);
        var parts = Math.Max(1, (int)Math.Ceiling(line.DistanceMetres / StraightMetres));
        var begin = from.Position;
        for (var i = 0; i < parts; i++)
        {
            var end =
                i == parts - 1
                    ? to.Position
                    : Geodesic.Direct(from.Position, line.InitialAzimuthDeg, line.DistanceMetres * (i + 1) / parts);
            var (low, high) = (Share(from, to, i, parts), Share(from, to, i + 1, parts));
            var piece = new Piece(
                begin,
                end,
                low,
                high,
                along + line.DistanceMetres * i / parts,
                line.DistanceMetres / parts
            );
            found = piece.Look(terrain, beside, found);
            begin = end;
        }

        return found;
    }

    private static double Share(
        (GeoPoint Position, AltitudeAmsl Altitude) from,
        (GeoPoint Position, AltitudeAmsl Altitude) to,
        int part,
        int parts
    ) => from.Altitude.Metres + (to.Altitude.Metres - from.Altitude.Metres) * part / parts;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A part of a leg that is straight in longitude and latitude.</summary>
    private readonly record struct Piece(
        GeoPoint From,
        GeoPoint To,
        double Low,
        double High,
        double Along,
        double Metres
    )
    {
        public GroundClearance Look(TerrainModel terrain, double beside, GroundClearance found)
        {
            var steps = Math.Max(1, (int)Math.Ceiling(Metres / StepMetres));
            var scale = new DegreeScale((From.LatitudeDeg + To.LatitudeDeg) / 2);
            var (north, east) = (To.LatitudeDeg - From.LatitudeDeg, To.LongitudeDeg - From.LongitudeDeg);
            // A quarter turn to the left of the way, in degrees.
            var side = Metres > 0 ? beside / Metres : 0;
            var (sideNorth, sideEast) = (
                side * east * scale.East / scale.North,
                -side * north * scale.North / scale.East
            );
            for (var i = 0; i <= steps; i++)
            {
                var share = (double)i / steps;
                var height = Low + (High - Low) * share;
                for (var lane = side > 0 ? -1 : 0; lane <= (side > 0 ? 1 : 0); lane++)
                {
                    var place = new GeoPoint(
                        From.LatitudeDeg + north * share + lane * sideNorth,
                        From.LongitudeDeg + east * share + lane * sideEast
                    );
                    found = Take(found, height - terrain.Height(place), place, Along + Metres * share);
                }
            }

            return found;
        }

        private static GroundClearance Take(GroundClearance found, double above, GeoPoint place, double along) =>
            double.IsNaN(above)
                ? found.Unknown is null
                    ? found with
                    {
                        Unknown = place,
                    }
                    : found
                : above < found.LeastMetres
                    ? found with
                    {
                        LeastMetres = above,
                        Place = place,
                        AlongMetres = along,
                    }
                    : found;
    }
}
