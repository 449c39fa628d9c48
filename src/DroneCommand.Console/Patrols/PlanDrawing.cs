using DroneCommand.Console.Live;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Console.Patrols;

/// <summary>What the map shows of a plan. Pure.</summary>
public static class PlanDrawing
{
    /// <summary>More dots than this hide the map; pictures are then shown at every second, fourth … place.</summary>
    private const int MostPhotos = 400;

    private const int OrbitCorners = 36;

    /// <summary>Null when there is nothing to draw.</summary>
    public static MapPlan? Of(TeamPlan plan, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(names);
        var flights = plan.Sorties.SelectMany(sorties => sorties).Where(flight => flight.Route.Count > 1).ToList();
        var problems = plan.Problems.Where(each => each.Place is not null).Select(each => each.Place!.Value).ToList();
        if (flights.Count == 0 && problems.Count == 0)
        {
            return null;
        }

        var several = plan.Sorties.Any(sorties => sorties.Count > 1);
        return new MapPlan(
            [
                .. flights.Select(flight => new MapPlanLine(
                    several ? $"{names[flight.TeamIndex]} · {flight.Sortie}" : names[flight.TeamIndex],
                    Points(Way(flight)),
                    flight.TeamIndex
                )),
            ],
            Points(problems),
            Points(Thinned([.. flights.SelectMany(Photos)])),
            Points(Targets(flights))
        );
    }

    private static IReadOnlyList<MapPoint> Points(IEnumerable<GeoPoint> points) => [.. points.Select(MapPoint.From)];

    /// <summary>The way as it is flown, orbits as circles.</summary>
    private static IEnumerable<GeoPoint> Way(Plan plan)
    {
        for (var i = 0; i < plan.Route.Count; i++)
        {
            yield return plan.Route[i].Position;
            if (i < plan.Track.Count && plan.Track[i] is { Orbit: { } orbit } about)
            {
                foreach (var point in Circle(about.Position, plan.Route[i].Position, orbit))
                {
                    yield return point;
                }
            }
        }
    }

    private static IEnumerable<GeoPoint> Circle(GeoPoint middle, GeoPoint edge, Orbit orbit)
    {
        var first = Geodesic.Inverse(middle, edge).InitialAzimuthDeg;
        var step = 360.0 / OrbitCorners * Math.Sign(orbit.RadiusMetres);
        var corners = (int)Math.Ceiling(OrbitCorners * Math.Min(orbit.Turns, 1));
        return Enumerable
            .Range(1, corners)
            .Select(corner => Geodesic.Direct(middle, first + corner * step, Math.Abs(orbit.RadiusMetres)));
    }

    private static IEnumerable<GeoPoint> Photos(Plan plan)
    {
        var every = 0.0;
        var since = 0.0;
        for (var i = 0; i < plan.Track.Count; i++)
        {
            var here = plan.Track[i];
            if (i > 0 && every > 0)
            {
                var line = Geodesic.Inverse(plan.Track[i - 1].Position, here.Position);
                for (; since <= line.DistanceMetres; since += every)
                {
                    yield return Geodesic.Direct(plan.Track[i - 1].Position, line.InitialAzimuthDeg, since);
                }

                since -= line.DistanceMetres;
            }

            if (here.Actions.Any(action => action is TakePhoto))
            {
                yield return here.Position;
            }

            if (here.Actions.OfType<TriggerEvery>().LastOrDefault() is { } trigger)
            {
                (every, since) = (trigger.Metres, 0);
            }
        }
    }

    private static IEnumerable<GeoPoint> Thinned(List<GeoPoint> photos)
    {
        var step = 1;
        while (photos.Count / step > MostPhotos)
        {
            step *= 2;
        }

        return photos.Where((_, index) => index % step == 0);
    }

    private static IEnumerable<GeoPoint> Targets(IEnumerable<Plan> flights) =>
        flights
            .SelectMany(flight => flight.Track)
            .SelectMany(point => point.Actions)
            .OfType<LookAt>()
            .Select(look => look.Target)
            .Distinct()
            .Take(MostPhotos);
}
