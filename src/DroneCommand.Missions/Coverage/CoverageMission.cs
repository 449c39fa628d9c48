using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Coverage;

/// <summary>Applies an area-coverage template to a drawn area. Pure: the same inputs and seed give the same plan.</summary>
public static class CoverageMission
{
    /// <summary>What is planned besides, so that whoever measures more coarsely finds no less than was asked for.</summary>
    private const double SpareShare = 0.0002;

    /// <summary>Longer than any fleet flies in one go, and what is planned in seconds.</summary>
    private const double MostMetres = 2_000_000;

    /// <summary>Makes a plan; what is wrong stands in its <see cref="RoutePlan.Problems"/>, with what would help.</summary>
    /// <param name="template">A template of the kind area-coverage.</param>
    /// <param name="parameters">Values by parameter name; missing ones take the default.</param>
    /// <param name="area">What is to be covered; its holes are flown around.</param>
    /// <param name="vehicles">The family of each vehicle; all alike.</param>
    /// <param name="depot">Where every vehicle begins and ends; null lets a single one begin and end anywhere.</param>
    /// <param name="seed">For choices that are equally good.</param>
    public static RoutePlan Plan(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> parameters,
        DrawnArea area,
        IReadOnlyList<VehicleFamily> vehicles,
        GeoPoint? depot,
        int seed
    )
    {
        if (Refusal(template, vehicles, depot) is { } refusal)
        {
            return RoutePlan.Refused(template.Id, refusal);
        }

        var values = new PlanParameters(template, parameters, vehicles[0]);
        var fast = values.Problems.Count == 0 ? TooFast(values, vehicles[0]) : null;
        if (values.Problems.Count > 0 || fast is not null)
        {
            return RoutePlan.Refused(template.Id, fast is null ? values.Problems : [fast]);
        }

        var swath = values.Number(ParameterNames.Swath);
        var allowed = 1 - values.Number(ParameterNames.Coverage) / 100;
        var (ground, problem) = CoverageGround.Prepare(area, swath, allowed);
        problem ??= TooLong(ground!.Area, swath);
        return problem is not null
            ? RoutePlan.Refused(template.Id, problem)
            : Plan(template, values, ground!, vehicles, depot, seed);
    }

    private static RoutePlan Plan(
        MissionTemplate template,
        PlanParameters values,
        CoverageGround ground,
        IReadOnlyList<VehicleFamily> vehicles,
        GeoPoint? depot,
        int seed
    )
    {
        var home = depot is { } given ? ground.DepotNear(given) : null;
        if (depot is not null && home is null)
        {
            return RoutePlan.Refused(template.Id, DepotOutside(ground, depot.Value));
        }

        var task = TaskOf(values, ground, vehicles.Count, home, seed);
        if (CoveragePlanner.Plan(task) is not { } result)
        {
            return RoutePlan.Refused(template.Id, Unreachable());
        }

        var vehicle = VehicleClass.Of(vehicles[0]);
        var wind = Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0);
        var speed = values.Number(ParameterNames.Speed);
        var routes = result
            .Paths.Select((path, i) => RouteOf(PlacesOf(path, ground.Map, depot), i, vehicle, speed, wind))
            .ToList();
        var covered = Math.Round(result.CoveredShare * 100, 3);
        return new RoutePlan
        {
            TemplateId = template.Id,
            Routes = routes,
            Problems = Shortfall(covered, values.Number(ParameterNames.Coverage)),
            Altitude = vehicles[0] == VehicleFamily.Rover ? default : new(values.Number(ParameterNames.Altitude)),
            SpeedMps = speed,
            CoveragePercent = covered,
            LowerBoundMetres = LowerBound(ground.Area, task.Swath),
        };
    }

    /// <summary>A disc that is carried so far sweeps no more than width times length and itself.</summary>
    private static double LowerBound(AreaShape area, double swath) =>
        Math.Max(0, (area.Area - Math.PI * swath * swath / 4) / swath);

    private static CoverageTask TaskOf(
        PlanParameters values,
        CoverageGround ground,
        int vehicles,
        Vec? depot,
        int seed
    ) =>
        new()
        {
            Area = ground.Area,
            Inner = ground.Inner,
            Swath = values.Number(ParameterNames.Swath),
            AllowedShare = Math.Max(0.0005, 1 - values.Number(ParameterNames.Coverage) / 100 - SpareShare),
            Seed = seed,
            Vehicles = vehicles,
            Depot = depot,
        };

    /// <summary>A depot on the edge is a hair outside of where paths are planned.</summary>
    private static List<GeoPoint> PlacesOf(IReadOnlyList<Vec> path, FlatMap map, GeoPoint? depot)
    {
        var places = path.Select(map.ToGeo).ToList();
        if (depot is { } home)
        {
            places.Insert(0, home);
            places.Add(home);
        }

        return places;
    }

    private static VehicleRoute RouteOf(
        IReadOnlyList<GeoPoint> places,
        int index,
        VehicleClass vehicle,
        double speed,
        double wind
    )
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{VehicleFamilies.NameOf(vehicle.Family)} {index + 1}");
        return VehicleRoute.Of(name, 1, places, vehicle, speed, wind);
    }

    private static Problem? Refusal(MissionTemplate template, IReadOnlyList<VehicleFamily> vehicles, GeoPoint? depot)
    {
        if (template.Kind != MissionKind.AreaCoverage)
        {
            return new(ProblemCode.BadInput, $"{template.Name} covers no area.");
        }

        if (vehicles.Count == 0 || vehicles.Distinct().Count() > 1)
        {
            return new(ProblemCode.VehicleUnfit, $"{template.Name} is for one or more vehicles of one kind.");
        }

        if (!template.Vehicles.Contains(vehicles[0]))
        {
            var suits = string.Join(" or ", template.Vehicles.Select(VehicleFamilies.NameOf));
            var given = VehicleFamilies.NameOf(vehicles[0]);
            return new(ProblemCode.VehicleUnfit, $"{template.Name} is for a {suits}, not for a {given}.");
        }

        return vehicles.Count > 1 && depot is null
            ? new(
                ProblemCode.HomeUnknown,
                "Several vehicles need a depot from which they begin and to which they return."
            )
            : null;
    }

    private static Problem? TooFast(PlanParameters values, VehicleFamily family)
    {
        var (speed, vehicle) = (values.Number(ParameterNames.Speed), VehicleClass.Of(family));
        return speed <= vehicle.MaxSpeedMps
            ? null
            : new(
                ProblemCode.Parameter,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'speed' is {speed} m/s; a {vehicle.Name} goes at most {vehicle.MaxSpeedMps} m/s."
                )
            );
    }

    private static Problem? TooLong(AreaShape area, double swath) =>
        area.Area / swath <= MostMetres
            ? null
            : new(
                ProblemCode.BadInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The way would be about {area.Area / swath / 1000:0} km; at most {MostMetres / 1000:0} km are planned. A swath of {Math.Ceiling(area.Area / MostMetres):0} m would do, or a smaller area."
                )
            );

    private static Problem DepotOutside(CoverageGround ground, GeoPoint depot) =>
        new(
            ProblemCode.OutsideBoundary,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The depot lies {ground.MetresOutside(depot):0.0} m outside the area; it must be within it or on its edge."
            ),
            depot
        );

    private static Problem Unreachable() =>
        new(ProblemCode.BadInput, "No way through the area was found that stays within it.");

    private static List<Problem> Shortfall(double covered, double asked) =>
        covered >= asked
            ? []
            :
            [
                new(
                    ProblemCode.BadInput,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Only {covered:0.00} % of the area can be covered from within it, not {asked} %; 'coverage' of {Math.Floor(covered)} would do."
                    )
                ),
            ];
}
