using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>The vehicles of a plan, with the values that each of them takes from the template.</summary>
internal sealed class RouteTeam
{
    private readonly MissionTemplate template;
    private readonly IReadOnlyList<TeamMember> members;
    private readonly Dictionary<VehicleFamily, PlanParameters> values;

    private readonly Wind? wind;

    private RouteTeam(
        MissionTemplate template,
        IReadOnlyList<TeamMember> members,
        Dictionary<VehicleFamily, PlanParameters> values,
        Wind? wind
    )
    {
        this.wind = wind;
        this.template = template;
        this.members = members;
        this.values = values;
    }

    public int Count => members.Count;

    public IReadOnlyList<TeamMember> Members => members;

    /// <summary>The first vehicle's values; those that are no speed are the same for all.</summary>
    public PlanParameters Values => ValuesOf(0);

    /// <summary>By vehicle, m/s.</summary>
    public IReadOnlyList<double> Speeds => [.. members.Select((_, i) => ValuesOf(i).Number(ParameterNames.Speed))];

    public PlanParameters ValuesOf(int index) => values[members[index].Family];

    /// <summary>A team, or why it cannot be.</summary>
    public static (RouteTeam? Team, IReadOnlyList<Problem> Problems) Of(KindTask task) =>
        Of(task.Template, task.Values, task.Team, task.Wind);

    /// <summary>A team, or why it cannot be.</summary>
    public static (RouteTeam? Team, IReadOnlyList<Problem> Problems) Of(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> given,
        IReadOnlyList<TeamMember> members,
        Wind? wind = null
    )
    {
        if (members.Count == 0)
        {
            return (null, [new(ProblemCode.VehicleUnfit, $"{template.Name} needs one vehicle or more.")]);
        }

        var families = members.Select(member => member.Family).Distinct().ToList();
        var values = families.ToDictionary(f => f, f => new PlanParameters(template, given, f));
        var problems = members
            .DistinctBy(member => member.Vehicle)
            .SelectMany(member => Problems(template, member.Vehicle, values[member.Family]))
            .DistinctBy(p => p.Reason)
            .ToList();
        return problems.Count > 0 ? (null, problems) : (new(template, members, values, wind), []);
    }

    /// <summary>The height at which a vehicle goes; none for what drives.</summary>
    public AltitudeAboveHome AltitudeOf(int index) =>
        members[index].Family == VehicleFamily.Rover ? default : new(ValuesOf(index).Number(ParameterNames.Altitude));

    /// <summary>A vehicle's name within the plan: 'copter 1'.</summary>
    public string NameOf(int index)
    {
        var family = members[index].Family;
        var number = members.Take(index + 1).Count(member => member.Family == family);
        return string.Create(CultureInfo.InvariantCulture, $"{VehicleFamilies.NameOf(family)} {number}");
    }

    /// <summary>The route of a vehicle at its template's height.</summary>
    /// <param name="index">Its index in the team.</param>
    /// <param name="places">In flight order.</param>
    public VehicleRoute Route(int index, IReadOnlyList<GeoPoint> places)
    {
        var altitude = AltitudeOf(index);
        return Route(index, [.. places.Select(place => new TrackPoint(place, altitude))]);
    }

    /// <summary>The route of a vehicle.</summary>
    /// <param name="index">Its index in the team.</param>
    /// <param name="track">In flight order.</param>
    /// <param name="lanes">True when it is lanes by pairs of places, between which a plane may turn as it likes.</param>
    public VehicleRoute Route(int index, IReadOnlyList<TrackPoint> track, bool lanes = false)
    {
        var vehicle = members[index].Vehicle;
        if (vehicle.Family != VehicleFamily.Plane || track.Count < 2)
        {
            return Route(index, 1, track);
        }

        var flown = PlaneTrack.Of(track, vehicle, Speeds[index], TurnWindOf(vehicle), lanes);
        return Route(index, 1, flown.Track) with { Wanted = track, Problems = flown.Problems, Note = flown.Note };
    }

    /// <summary>A sortie of a vehicle along a track that its kind of vehicle can follow as it is.</summary>
    public VehicleRoute Route(int index, int sortie, IReadOnlyList<TrackPoint> track) =>
        VehicleRoute.Of(NameOf(index), index, sortie, track, members[index].Vehicle, Speeds[index], ModelOf(index));

    /// <summary>A route along another track, otherwise as it was.</summary>
    public VehicleRoute Along(VehicleRoute route, IReadOnlyList<TrackPoint> track) =>
        Route(route.Index, track) with
        {
            Vehicle = route.Vehicle,
            Sortie = route.Sortie,
            HoldsOnFailsafe = route.HoldsOnFailsafe,
        };

    /// <summary>Takes over the speeds that a kind lowered, for what is made of its routes.</summary>
    public void TakeSpeeds(IEnumerable<VehicleRoute> routes)
    {
        foreach (var route in routes)
        {
            ValuesOf(route.Index).Choose(ParameterNames.Speed, route.SpeedMps.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Takes over the altitude that a kind chose, for all that fly alike: a survey's, from its ground sampling distance.</summary>
    public void TakeAltitude(RoutePlan plan)
    {
        var own = Values.Values.GetValueOrDefault(ParameterNames.Altitude);
        if (!plan.Chosen.TryGetValue(ParameterNames.Altitude, out var chosen) || chosen == own)
        {
            return;
        }

        foreach (var each in values.Values.Where(each => each.Values.ContainsKey(ParameterNames.Altitude)))
        {
            each.Choose(ParameterNames.Altitude, chosen);
        }
    }

    /// <summary>How a vehicle moves in the wind that is given, or against what is allowed for.</summary>
    public FlightModel ModelOf(int index) => new(members[index].Vehicle, wind, WindOf(members[index].Vehicle));

    /// <summary>Radius of a vehicle's turns, metres; 0 for what turns on the spot.</summary>
    public double TurnRadiusOf(int index) =>
        PlaneTrack.RadiusOf(members[index].Vehicle, Speeds[index], TurnWindOf(members[index].Vehicle));

    /// <summary>From landing until a vehicle may leave again.</summary>
    public TimeSpan SwapTimeOf(VehicleClass vehicle) =>
        template.Limits.RechargeMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : vehicle.SwapTime;

    /// <summary>Every parameter of a vehicle with the value it is planned with.</summary>
    public Dictionary<string, string> ParametersOf(int index, RoutePlan routes) =>
        ValuesOf(index)
            .Values.ToDictionary(
                value => value.Key,
                // What the kind chose where the parameter left it the choice; numbers differ by family.
                value =>
                    routes.Chosen.TryGetValue(value.Key, out var chosen) && !Numbers.TryParse(chosen, out _)
                        ? chosen
                        : value.Value,
                StringComparer.Ordinal
            );

    /// <summary>Time in the air that a battery gives down to its reserve, of the vehicle that has least, seconds.</summary>
    public double EnduranceS =>
        members
            .DistinctBy(member => member.Vehicle)
            .Min(member =>
            {
                var vehicle = member.Vehicle;
                var reserve = Math.Max(vehicle.ReservePercent, template.Limits.ReservePercent ?? 0);
                var speed = values[vehicle.Family].Number(ParameterNames.Speed);
                var watts = vehicle.Power.Watts(speed, WindOf(vehicle), 0);
                return vehicle.BatteryWh * (1 - reserve / 100) / watts * 3600;
            });

    /// <summary>Time to climb to the route's height or to land from it, whichever is longer, of the slowest, seconds.</summary>
    public double VerticalS =>
        members
            .Select((member, i) => (Class: member.Vehicle, AltitudeOf(i).Metres))
            .Select(v => Math.Max(VerticalTimes.Climb(v.Class, v.Metres), VerticalTimes.Landing(v.Class, v.Metres)))
            .DefaultIfEmpty()
            .Max();

    /// <summary>The plan of routes, one per vehicle that has any.</summary>
    public RoutePlan Plan(IReadOnlyList<VehicleRoute> routes) =>
        new()
        {
            TemplateId = template.Id,
            Routes = routes,
            Problems = [.. routes.SelectMany(route => route.Problems)],
            Notes = [.. routes.Select(route => route.Note).OfType<string>().Distinct()],
            Altitude = AltitudeOf(0),
            SpeedMps = Speeds[0],
            Chosen = Values.Values,
        };

    /// <summary>Turns are as wide as with the wind behind.</summary>
    private double TurnWindOf(VehicleClass vehicle) => wind?.SpeedMps ?? WindOf(vehicle);

    /// <summary>The wind that is allowed for where none is given.</summary>
    public double WindOf(VehicleClass vehicle) => Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0);

    private static IEnumerable<Problem> Problems(MissionTemplate template, VehicleClass vehicle, PlanParameters values)
    {
        if (!template.Vehicles.Contains(vehicle.Family))
        {
            var suits = string.Join(" or ", template.Vehicles.Select(VehicleFamilies.NameOf));
            yield return new(
                ProblemCode.VehicleUnfit,
                $"{template.Name} is for a {suits}, not for a {VehicleFamilies.NameOf(vehicle.Family)}."
            );
            yield break;
        }

        foreach (var problem in values.Problems)
        {
            yield return problem;
        }

        if (values.Problems.Count == 0 && TemplateBounds.WhyTooShort(template, vehicle, values) is { } tooShort)
        {
            yield return tooShort;
        }

        if (values.Problems.Count == 0 && values.Number(ParameterNames.Speed) > vehicle.MaxSpeedMps)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"'speed' is {values.Number(ParameterNames.Speed)} m/s; a {vehicle.Name} goes at most {vehicle.MaxSpeedMps} m/s."
            );
            yield return new(ProblemCode.Parameter, text);
        }
    }
}
