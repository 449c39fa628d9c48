using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Patrols;

/// <summary>A patrol of a line, ready to be told to its vehicles.</summary>
/// <param name="Line">The line.</param>
/// <param name="Patrol">How the team shares it; indices are those of the team.</param>
internal sealed record LinePatrol(FenceLine Line, FencePlan Patrol)
{
    private const double OverlapS = 10;
    private const double AnyHeight = 1e6;

    /// <summary>How many rounds, or ways there and back.</summary>
    public int Periods { get; init; } = 1;

    /// <summary>What is recorded at stops.</summary>
    public string Camera { get; init; } = StopActions.None;

    /// <summary>The routes, at heights that keep those apart that may meet.</summary>
    /// <param name="team">The team.</param>
    /// <param name="heights">Metres to add to the template's altitude, by vehicle of this patrol.</param>
    public IEnumerable<VehicleRoute> Routes(RouteTeam team, IEnumerable<double> heights) =>
        Patrol.Vehicles.Zip(heights, (vehicle, height) => team.Route(vehicle.Index, Track(team, vehicle, height)));

    /// <summary>Metres to add to the template's altitude, by vehicle in the order of the line.</summary>
    public static IReadOnlyList<double> HeightsOf(RouteTeam team, KindTask task, int vehicles)
    {
        var flying = Enumerable.Range(0, team.Count).Where(i => team.Members[i].Family != VehicleFamily.Rover).ToList();
        if (flying.Count < 2)
        {
            return [.. Enumerable.Repeat(0.0, vehicles)];
        }

        var highest = flying.Max(i => team.AltitudeOf(i).Metres);
        var room = task.Site is { } site ? Math.Max(0, site.AltitudeLimit.Metres - highest) : AnyHeight;
        return HeightBands.Of(vehicles, team.ValuesOf(flying[0]).Number(PatrolWords.Band), room);
    }

    /// <summary>The height of a vehicle; what drives has none.</summary>
    public static AltitudeAboveHome Above(RouteTeam team, int index, double higher) =>
        team.Members[index].Family == VehicleFamily.Rover ? default : new(team.AltitudeOf(index).Metres + higher);

    /// <summary>The worst idleness as predicted or as simulated, whichever is greater, and the mean.</summary>
    public Dictionary<string, double> Figures()
    {
        var measured = IdlenessMeter.Measure(Line.Length, Patrol.Vehicles, samples: 200);
        var hasStops = Patrol.Vehicles.Any(vehicle => vehicle.Stops.Count > 0);
        return new()
        {
            ["worstIdlenessS"] = Math.Max(Patrol.WorstIdlenessS, measured.WorstS),
            ["meanIdlenessS"] = hasStops ? measured.MeanS : Patrol.MeanIdlenessS,
            ["boundIdlenessS"] = Patrol.LowerBoundS,
            ["lineM"] = Line.Length,
        };
    }

    /// <summary>How many vehicles it takes to keep the patrol up, all of them at one dock.</summary>
    public void Relieve(
        RouteTeam team,
        GeoPoint dock,
        double rechargeMinutes,
        Dictionary<string, double> figures,
        List<string> notes
    )
    {
        var speed = team.Speeds.Min();
        var times = new ReliefTimes(team.EnduranceS, rechargeMinutes * 60, OverlapS);
        double Transit(double metres) =>
            team.VerticalS + Geodesic.Inverse(dock, Line.At(metres)).DistanceMetres / speed;
        var relief = PatrolRelief.Plan(Patrol, Line.Length, Transit, times);
        if (relief.Refusal is { } refusal)
        {
            notes.Add($"No relief is planned. {refusal}");
            return;
        }

        figures["reliefVehicles"] = relief.Vehicles;
        figures["reliefDutyS"] = relief.DutyS;
        figures["reliefWorstIdlenessS"] = PatrolRelief.Measure(Patrol, Line.Length, relief, samples: 100).WorstS;
        notes.Add(
            FormattableString.Invariant(
                $"Day and night it takes {relief.Vehicles} vehicles: each is on duty for {relief.DutyS:0} s and handed over in flight."
            )
        );
    }

    private List<TrackPoint> Track(RouteTeam team, FenceVehicle vehicle, double higher)
    {
        var altitude = Above(team, vehicle.Index, higher);
        var track = new List<TrackPoint>();
        foreach (var place in Line.Course(vehicle, Periods))
        {
            if (place.Stop is { StayS: > 0 } stop)
            {
                track.AddRange(StopActions.At(place.Position, altitude, stop, Camera));
            }
            else
            {
                track.Add(new(place.Position, altitude));
            }
        }

        return track;
    }
}
