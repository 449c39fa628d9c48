using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Exchange;

/// <summary>The way of one vehicle in one sortie with its figures, as the formats of maps have it.</summary>
internal sealed record ExportWay(
    string Vehicle,
    int Sortie,
    IReadOnlyList<RoutePoint> Points,
    double LengthMetres,
    TimeSpan Duration,
    TimeSpan? DurationInArcs,
    double EnergyWh,
    double Energy95Wh,
    int Turns
)
{
    /// <summary>Height of home above the sea; null where it is not known.</summary>
    public AltitudeAmsl? HomeAltitude { get; init; }

    /// <summary>After the mission's begin.</summary>
    public TimeSpan Begins { get; init; }

    /// <summary>What is to be masked in its video; none on a bare shape.</summary>
    public IReadOnlyList<ZoneMask> Masks { get; init; } = [];

    /// <summary>What has no height drives.</summary>
    public bool Flies => Points.Any(point => point.Altitude.Metres > 0);

    /// <summary>Of all its points, above home; null where they differ.</summary>
    public AltitudeAboveHome? SameHeight =>
        Points.All(point => point.Altitude == Points[0].Altitude) ? Points[0].Altitude : null;

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Vehicle}, sortie {Sortie}");

    /// <summary>One per vehicle and sortie, in the plan's order: on a site from home to home, on a bare shape the route.</summary>
    public static IReadOnlyList<ExportWay> Of(RoutePlan plan) =>
        plan.Plans.Count > 0 ? [.. plan.Plans.Zip(plan.Routes, Of)] : [.. plan.Routes.Select(Of)];

    private static ExportWay Of(VehicleRoute route) =>
        new(
            route.Vehicle,
            route.Sortie,
            Drawn([.. route.Track.Select(point => new RoutePoint(point.Position, point.Altitude))], route.Track),
            route.LengthMetres,
            route.Duration,
            route.DurationInArcs,
            route.EnergyWh,
            route.Energy95Wh,
            route.Turns
        )
        {
            Begins = route.Begins,
        };

    private static ExportWay Of(Plan plan, VehicleRoute route) =>
        new(
            route.Vehicle,
            route.Sortie,
            Drawn(plan.Route, plan.Track),
            plan.LengthMetres,
            plan.Duration,
            null,
            plan.EnergyWh,
            plan.Energy95Wh,
            route.Turns
        )
        {
            HomeAltitude = plan.HomeAltitude,
            Begins = plan.Begins,
            Masks = plan.Masks,
        };

    /// <summary>The places of a track, with circles where orbits are flown.</summary>
    private static List<RoutePoint> Drawn(IReadOnlyList<RoutePoint> points, IReadOnlyList<TrackPoint> track)
    {
        var drawn = new List<RoutePoint>();
        for (var i = 0; i < points.Count; i++)
        {
            if (track[i].Orbit is not { } orbit)
            {
                drawn.Add(points[i]);
                continue;
            }

            var before = i > 0 ? points[i - 1].Position : track[i].Position;
            drawn.AddRange(
                OrbitCircle.Places(track[i].Position, orbit, before).Select(p => new RoutePoint(p, track[i].Altitude))
            );
        }

        // A line has two ends, also of a vehicle that stays where it is.
        return drawn.Count == 1 ? [drawn[0], drawn[0]] : drawn;
    }
}
