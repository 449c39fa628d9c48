using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// Leads one vehicle's track over the ground and proves its clearance. Heights above home are those above mean sea level
/// less the ground's height at home, by the same terrain: what it errs by everywhere is in neither.
/// </summary>
internal sealed class TerrainGuide
{
    /// <summary>The tolerance of a path, as a share of its height: what it adds on the mean is less than half of it.</summary>
    private const double ToleranceShare = 0.025;

    private const double MostTolerance = 32;
    private const int OrbitCorners = 36;

    private readonly TerrainModel terrain;
    private readonly GeoPoint home;
    private readonly double homeGround;
    private readonly double margin;

    private TerrainGuide(TerrainModel terrain, GeoPoint home, double homeGround, TerrainMargin margin) =>
        (this.terrain, this.home, this.homeGround, this.margin) = (terrain, home, homeGround, margin.Over(terrain));

    /// <summary>A guide, or why there is none.</summary>
    public static (TerrainGuide? Guide, Problem? Problem) Of(TerrainModel terrain, GeoPoint home, TerrainMargin margin)
    {
        if (terrain.HeightAt(home) is { } ground)
        {
            return (new(terrain, home, ground.Metres, margin), null);
        }

        var reason =
            $"The ground under home is not known at {home}: {terrain.WhyNone(home)}. Heights above home need it; a tile that holds it would do.";
        return (null, new Problem(ProblemCode.TerrainUnknown, reason, home));
    }

    /// <summary>Whether a vehicle's values ask for altitudes above the terrain.</summary>
    public static bool IsAsked(IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(ParameterNames.AltitudeAbove) == KnownParameter.AboveTerrain;

    /// <summary>A track with its altitudes taken above the ground, and with as many places more as it takes.</summary>
    /// <param name="track">Its altitudes are meant above the ground.</param>
    /// <param name="flown">Where each place of the track is reached: an orbit at its edge.</param>
    /// <param name="vehicle">Climbs and sinks at its rates.</param>
    /// <param name="speedMps">Over ground.</param>
    /// <param name="most">How many items the track may make.</param>
    /// <returns>No track when there is a problem.</returns>
    public LedTrack Lead(
        IReadOnlyList<TrackPoint> track,
        IReadOnlyList<GeoPoint> flown,
        VehicleClass vehicle,
        double speedMps,
        int most
    )
    {
        if (TerrainFollower.CrossesAntimeridian(flown))
        {
            const string reason = "The way crosses the antimeridian; over terrain it must be planned in two parts.";
            return new([], [], new Problem(ProblemCode.BadInput, reason, flown[0]));
        }

        var wishes = track.Select((point, i) => WishAt(point, flown[i])).ToList();
        var lowest = wishes.Min(wish => wish.HeightMetres);
        var rules = new TerrainRules
        {
            HeightMetres = lowest,
            Slopes = new(vehicle.ClimbMps / speedMps, vehicle.DescentMps / speedMps),
        };
        for (var tolerance = ToleranceShare * lowest; ; tolerance *= 2)
        {
            var way = TerrainFollower.Follow(terrain, wishes, rules with { ToleranceMetres = tolerance });
            if (way.Hole is { } hole)
            {
                return new([], [], Unknown(hole, "the way"));
            }

            var led = way.Points.Select(point => PointAt(track, point)).ToList();
            if (led.Sum(point => 1 + point.Actions.Count) <= most || tolerance > MostTolerance)
            {
                return new(led, [.. way.Points.Select(point => point.Corner)], null);
            }
        }
    }

    /// <summary>The least clearance of a track as it is flown, and what is wrong with it.</summary>
    /// <param name="track">Altitudes above home.</param>
    /// <param name="flown">Where each place of the track is reached.</param>
    /// <param name="what">The way, for sentences: 'the route of copter 1'.</param>
    public (double LeastMetres, IReadOnlyList<Problem> Problems) Prove(
        IReadOnlyList<TrackPoint> track,
        IReadOnlyList<GeoPoint> flown,
        string what
    )
    {
        var path = track.SelectMany((point, i) => PathAt(point, flown[i])).ToList();
        var clearance = ClearanceProof.Of(terrain, path);
        return (clearance.LeastMetres, [.. ClearanceProof.Problems(terrain, clearance, margin, what)]);
    }

    /// <summary>
    /// What is wrong with the straight ways home from along a track: flown level, at the return altitude or at their
    /// beginning's own when that is higher, and lower near home as autopilots do.
    /// </summary>
    public IEnumerable<Problem> WaysHome(
        IReadOnlyList<TrackPoint> track,
        IReadOnlyList<GeoPoint> flown,
        AltitudeAboveHome returnAltitude,
        string what
    )
    {
        if (terrain.IsFlat)
        {
            yield break;
        }

        var worst = new ReturnWays(terrain, home, homeGround).Worst(
            [.. track.Select((point, i) => new RoutePoint(flown[i], point.Altitude))],
            returnAltitude
        );
        if (worst.Unknown is { } unknown)
        {
            yield return Unknown(unknown, $"the straight way home from {what}") with
            {
                OnWayHome = true,
            };
        }

        if (worst.LeastMetres < margin - 0.001)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"The straight way home from {what} comes within {worst.LeastMetres:0.0} m of the ground at {worst.Place}; the margin is {margin:0.0} m. A return altitude of {Math.Ceiling(worst.HighestGround - homeGround + margin):0} m above home would do, or a home beside the hill."
            );
            yield return new Problem(ProblemCode.TooLow, text, worst.Place, OnWayHome: true);
        }
    }

    private Problem Unknown(GeoPoint place, string what) =>
        new(
            ProblemCode.TerrainUnknown,
            $"The ground under {what} is not known at {place}: {terrain.WhyNone(place)}. A tile that holds it would do.",
            place
        );

    private TerrainWish WishAt(TrackPoint point, GeoPoint reached)
    {
        var wish = new TerrainWish(reached, point.Altitude.Metres);
        if (point.Orbit is not { } orbit)
        {
            return wish;
        }

        var circle = GroundSampler.Sample(terrain, Circle(point.Position, orbit), TerrainRules.UsualCorridorMetres);
        return wish with { LeastAmslMetres = circle.Ground.Max() + point.Altitude.Metres };
    }

    private TrackPoint PointAt(IReadOnlyList<TrackPoint> track, TerrainPoint point)
    {
        var altitude = new AltitudeAboveHome(point.Altitude.Metres - homeGround);
        return point.Corner is { } corner
            ? track[corner] with
            {
                Altitude = altitude,
            }
            : new TrackPoint(point.Position, altitude);
    }

    private IEnumerable<(GeoPoint, AltitudeAmsl)> PathAt(TrackPoint point, GeoPoint reached)
    {
        var altitude = point.Altitude.ToAmsl(new(homeGround));
        IEnumerable<GeoPoint> places = point.Orbit is { } orbit
            ? [reached, .. Circle(point.Position, orbit), reached]
            : [reached];
        return places.Select(place => (place, altitude));
    }

    private static List<GeoPoint> Circle(GeoPoint middle, Orbit orbit) =>
        [
            .. Enumerable
                .Range(0, OrbitCorners + 1)
                .Select(i => Geodesic.Direct(middle, 360.0 * i / OrbitCorners, Math.Abs(orbit.RadiusMetres))),
        ];
}

/// <summary>A track over the ground, or why there is none.</summary>
/// <param name="Track">Altitudes above home; empty when there is a problem.</param>
/// <param name="Corners">For each of its places the index of the place that it was led by; null for one that was put in.</param>
/// <param name="Problem">Null when there is a track.</param>
internal sealed record LedTrack(IReadOnlyList<TrackPoint> Track, IReadOnlyList<int?> Corners, Problem? Problem)
{
    /// <summary>The index in the track of a place that it was led by.</summary>
    public int CornerIndex(int corner) => Corners.ToList().IndexOf(corner);
}
