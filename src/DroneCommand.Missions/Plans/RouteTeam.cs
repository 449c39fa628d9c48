using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>The vehicles of a plan on a bare shape, with the values that each of them takes from the template.</summary>
internal sealed class RouteTeam
{
    private readonly MissionTemplate template;
    private readonly IReadOnlyList<VehicleFamily> families;
    private readonly Dictionary<VehicleFamily, PlanParameters> values;

    private RouteTeam(
        MissionTemplate template,
        IReadOnlyList<VehicleFamily> families,
        Dictionary<VehicleFamily, PlanParameters> values
    )
    {
        this.template = template;
        this.families = families;
        this.values = values;
    }

    public int Count => families.Count;

    /// <summary>The first vehicle's values; those that are no speed are the same for all.</summary>
    public PlanParameters Values => values[families[0]];

    /// <summary>By vehicle, m/s.</summary>
    public IReadOnlyList<double> Speeds => [.. families.Select(f => values[f].Number(ParameterNames.Speed))];

    /// <summary>A team, or why it cannot be.</summary>
    public static (RouteTeam? Team, IReadOnlyList<Problem> Problems) Of(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> given,
        IReadOnlyList<VehicleFamily> families
    )
    {
        if (families.Count == 0)
        {
            return (null, [new(ProblemCode.VehicleUnfit, $"{template.Name} needs one vehicle or more.")]);
        }

        var values = families.Distinct().ToDictionary(f => f, f => new PlanParameters(template, given, f));
        var problems = families
            .Distinct()
            .SelectMany(f => Problems(template, f, values[f]))
            .DistinctBy(p => p.Reason)
            .ToList();
        return problems.Count > 0 ? (null, problems) : (new(template, families, values), []);
    }

    /// <summary>The route of a vehicle.</summary>
    /// <param name="index">Its index in the team.</param>
    /// <param name="places">In flight order.</param>
    public VehicleRoute Route(int index, IReadOnlyList<GeoPoint> places)
    {
        var vehicle = VehicleClass.Of(families[index]);
        var number = families.Take(index + 1).Count(f => f == families[index]);
        var name = string.Create(CultureInfo.InvariantCulture, $"{VehicleFamilies.NameOf(families[index])} {number}");
        var wind = Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0);
        return VehicleRoute.Of(name, 1, places, vehicle, Speeds[index], wind);
    }

    /// <summary>Time in the air that a battery gives down to its reserve, of the vehicle that has least, seconds.</summary>
    public double EnduranceS =>
        families
            .Distinct()
            .Min(family =>
            {
                var vehicle = VehicleClass.Of(family);
                var reserve = Math.Max(vehicle.ReservePercent, template.Limits.ReservePercent ?? 0);
                var wind = Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0);
                var watts = vehicle.Power.Watts(values[family].Number(ParameterNames.Speed), wind, 0);
                return vehicle.BatteryWh * (1 - reserve / 100) / watts * 3600;
            });

    /// <summary>Time to climb to the route's height or to land from it, whichever is longer, of the slowest, seconds.</summary>
    public double VerticalS =>
        families
            .Distinct()
            .Where(family => family != VehicleFamily.Rover)
            .Select(family => (Class: VehicleClass.Of(family), Metres: values[family].Number(ParameterNames.Altitude)))
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
            Altitude = families[0] == VehicleFamily.Rover ? default : new(Values.Number(ParameterNames.Altitude)),
            SpeedMps = Speeds[0],
        };

    private static IEnumerable<Problem> Problems(MissionTemplate template, VehicleFamily family, PlanParameters values)
    {
        var vehicle = VehicleClass.Of(family);
        if (!template.Vehicles.Contains(family))
        {
            var suits = string.Join(" or ", template.Vehicles.Select(VehicleFamilies.NameOf));
            yield return new(
                ProblemCode.VehicleUnfit,
                $"{template.Name} is for a {suits}, not for a {VehicleFamilies.NameOf(family)}."
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
