using System.Globalization;
using DroneCommand.Mavlink.Units;
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
    int Turns
)
{
    /// <summary>Height of home above the sea; null where it is not known.</summary>
    public AltitudeAmsl? HomeAltitude { get; init; }

    /// <summary>What has no height drives.</summary>
    public bool Flies => Points.Any(point => point.Altitude.Metres > 0);

    /// <summary>Of all its points, above home; null where they differ.</summary>
    public AltitudeAboveHome? SameHeight =>
        Points.All(point => point.Altitude == Points[0].Altitude) ? Points[0].Altitude : null;

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Vehicle}, sortie {Sortie}");

    /// <summary>One per vehicle and sortie, in the plan's order.</summary>
    public static IReadOnlyList<ExportWay> Of(RoutePlan plan) =>
        [
            .. plan.Routes.Select(route => new ExportWay(
                route.Vehicle,
                route.Sortie,
                [.. route.Places.Select(place => new RoutePoint(place, plan.Altitude))],
                route.LengthMetres,
                route.Duration,
                route.DurationInArcs,
                route.EnergyWh,
                route.Turns
            )),
        ];
}
