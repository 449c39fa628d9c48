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

    private RouteTeam(
        MissionTemplate template,
        IReadOnlyList<TeamMember> members,
        Dictionary<VehicleFamily, PlanParameters> values
    )
    {
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
        Of(task.Template, task.Values, task.Team);

    /// <summary>A team, or why it cannot be.</summary>
    public static (RouteTeam? Team, IReadOnlyList<Problem> Problems) Of(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> given,
        IReadOnlyList<TeamMember> members
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
        return problems.Count > 0 ? (null, problems) : (new(template, members, values), []);
    }

    /// <summary>The height at which a vehicle goes; none for what drives.</summary>
    public AltitudeAboveHome AltitudeOf(int index) =>
        members[index].Family == VehicleFamily.Rover ? default : new(ValuesOf(index).Number(ParameterNames.Altitude));

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
    public VehicleRoute Route(int index, IReadOnlyList<TrackPoint> track)
    {
        var vehicle = members[index].Vehicle;
        var number = members.Take(index + 1).Count(member => member.Family == vehicle.Family);
        var name = string.Create(CultureInfo.InvariantCulture, $"{VehicleFamilies.NameOf(vehicle.Family)} {number}");
        return VehicleRoute.Of(name, index, 1, track, vehicle, Speeds[index], WindOf(vehicle));
    }

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
            Problems = [],
            Altitude = AltitudeOf(0),
            SpeedMps = Speeds[0],
            Chosen = Values.Values,
        };

    private double WindOf(VehicleClass vehicle) => Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0);

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
