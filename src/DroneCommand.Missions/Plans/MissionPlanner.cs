using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>Applies a template to a site and a vehicle. Pure: the same inputs and seed give the same plan.</summary>
public static class MissionPlanner
{
    /// <summary>The most items of a mission; ArduPilot stores 724 on common boards, home included.</summary>
    public const int MaxItems = 700;

    /// <summary>Makes a plan; what is wrong with it stands in its <see cref="Plan.Problems"/>, with what would help.</summary>
    /// <param name="template">The template.</param>
    /// <param name="parameters">Values by parameter name, in the template's units, invariant text; missing ones take the default.</param>
    /// <param name="site">The site.</param>
    /// <param name="vehicle">What kind of vehicle will carry it out.</param>
    /// <param name="home">The vehicle's home: normally its dock.</param>
    /// <param name="seed">For choices that the template leaves open.</param>
    /// <param name="returnAltitude">The vehicle's return altitude as read from it; null takes what the site asks for.</param>
    public static Plan Plan(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> parameters,
        Site site,
        VehicleClass vehicle,
        GeoPoint home,
        int seed = 0,
        AltitudeAboveHome? returnAltitude = null
    )
    {
        var values = new PlanParameters(template, parameters, vehicle.Family);
        if (!template.IsForSites)
        {
            return Empty(template, site, vehicle, home, seed, values) with { Problems = [NotOnSites(template)] };
        }

        var empty = Empty(template, site, vehicle, home, seed, values);
        var early = Precheck(template, values, vehicle, home);
        if (early.Count > 0)
        {
            return empty with { Problems = early };
        }

        var track = BuildTrack(template, site, values, vehicle.Family, home, seed);
        if (track.Problem is { } refusal)
        {
            return empty with { Problems = [refusal] };
        }

        var plan = Fill(empty, site, values, track);
        return plan.Steps.Count > MaxItems
            ? empty with
            {
                Problems = [TooManyItems(plan)],
            }
            : plan with
            {
                Problems = [.. FeasibilityCheck.CheckPlan(site, plan, home, returnAltitude), .. EnergyProblems(plan)],
            };
    }

    private static Plan Fill(Plan empty, Site site, PlanParameters values, Track track)
    {
        var speed = values.Number(ParameterNames.Speed);
        var builder = new PlanBuilder(empty.Vehicle, empty.Home, speed, empty.WindMps);
        builder.Build([.. track.Points.Select(site.Frame.ToGeo)], AltitudeOf(values, empty.Vehicle));
        return empty with
        {
            Parameters = values.Values,
            SpeedMps = speed,
            Legs = builder.Legs,
            Route = builder.Route,
            Steps = builder.Steps(),
        };
    }

    private static List<Problem> Precheck(
        MissionTemplate template,
        PlanParameters values,
        VehicleClass vehicle,
        GeoPoint home
    )
    {
        var problems = new List<Problem>();
        var family = VehicleFamilies.NameOf(vehicle.Family);
        if (!template.Vehicles.Contains(vehicle.Family))
        {
            var suits = string.Join(" or ", template.Vehicles.Select(VehicleFamilies.NameOf));
            problems.Add(new(ProblemCode.VehicleUnfit, $"{template.Name} is for a {suits}, not for a {family}."));
            return problems;
        }

        if (!home.IsValid)
        {
            problems.Add(
                new(ProblemCode.HomeUnknown, "The vehicle's home is not known, so its way back cannot be checked.")
            );
        }

        problems.AddRange(values.Problems);
        if (values.Problems.Count == 0 && values.Number(ParameterNames.Speed) > vehicle.MaxSpeedMps)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"'speed' is {values.Number(ParameterNames.Speed)} m/s; a {vehicle.Name} goes at most {vehicle.MaxSpeedMps} m/s."
            );
            problems.Add(new(ProblemCode.Parameter, text));
        }

        return problems;
    }

    private static Track BuildTrack(
        MissionTemplate template,
        Site site,
        PlanParameters values,
        VehicleFamily family,
        GeoPoint home,
        int seed
    ) =>
        template.Kind switch
        {
            MissionKind.PerimeterPatrol => PerimeterTrack.Build(site, values, family, home, seed),
            MissionKind.CheckpointRound => CheckpointTrack.Build(site, values),
            _ => throw new ArgumentOutOfRangeException(nameof(template), template.Kind, "Not a kind of mission."),
        };

    private static AltitudeAboveHome AltitudeOf(PlanParameters values, VehicleClass vehicle) =>
        vehicle.Family == VehicleFamily.Rover ? default : new(values.Number(ParameterNames.Altitude));

    private static Problem NotOnSites(MissionTemplate template) =>
        new(
            ProblemCode.BadInput,
            $"{template.Name} is planned on a bare shape with 'dronecommand plan'; it cannot be started from a site's pages yet."
        );

    private static Problem TooManyItems(Plan plan) =>
        new(
            ProblemCode.TooManyItems,
            $"The mission would have {plan.Steps.Count} items; an autopilot stores at most {MaxItems}. Fewer laps or a line with fewer corners would do."
        );

    private static IEnumerable<Problem> EnergyProblems(Plan plan)
    {
        var available = plan.Vehicle.BatteryWh * (1 - plan.ReservePercent / 100);
        if (plan.EnergyWh <= available)
        {
            yield break;
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"The way needs {plan.EnergyWh:0} Wh; a {plan.Vehicle.Name} has {available:0} Wh above its reserve of {plan.ReservePercent:0} %. {Remedy(plan, available)}"
        );
        yield return new Problem(ProblemCode.NotEnoughEnergy, text);
    }

    private static string Remedy(Plan plan, double available)
    {
        var laps = plan.Parameters.TryGetValue(ParameterNames.Laps, out var text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 1;
        var perLap = plan.Legs.Where(leg => leg.Kind == LegKind.Route).Sum(leg => leg.EnergyWh) / laps;
        var possible = perLap > 0 ? (int)Math.Floor((available - (plan.EnergyWh - perLap * laps)) / perLap) : 0;
        var battery = plan.EnergyWh / (1 - plan.ReservePercent / 100);
        return possible >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"It has enough for {possible} of {laps} laps.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"A battery of {Math.Ceiling(battery):0} Wh would do, or a shorter perimeter."
            );
    }

    private static Plan Empty(
        MissionTemplate template,
        Site site,
        VehicleClass vehicle,
        GeoPoint home,
        int seed,
        PlanParameters values
    ) =>
        new()
        {
            TemplateId = template.Id,
            TemplateName = template.Name,
            SiteId = site.Id,
            Vehicle = vehicle,
            Home = home,
            HomeAltitude = site.GroundAltitude,
            Parameters = values.Values,
            Seed = seed,
            SpeedMps = 0,
            Legs = [],
            Route = [],
            ReservePercent = Math.Max(vehicle.ReservePercent, template.Limits.ReservePercent ?? 0),
            WindMps = Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0),
            Problems = [],
        };
}
