using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>Applies a template to a site and one vehicle. Pure: the same inputs and seed give the same plan.</summary>
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
    /// <returns>Its first sortie, when one battery does not suffice.</returns>
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
        return PlanOf(template, parameters, site, [new TeamMember(vehicle, home)], 0, seed, returnAltitude);
    }

    /// <summary>The plan of one vehicle of a team; what is wrong with any of them stands in its <see cref="Plan.Problems"/>.</summary>
    /// <param name="template">The template.</param>
    /// <param name="parameters">Values by parameter name; missing ones take the default.</param>
    /// <param name="site">The site.</param>
    /// <param name="team">All vehicles.</param>
    /// <param name="member">Which of them, from 0.</param>
    /// <param name="seed">For choices that the template leaves open.</param>
    /// <param name="returnAltitude">The vehicles' return altitude as read from them; null takes what the site asks for.</param>
    public static Plan PlanOf(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> parameters,
        Site site,
        IReadOnlyList<TeamMember> team,
        int member,
        int seed = 0,
        AltitudeAboveHome? returnAltitude = null
    )
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(team);
        var vehicle = team[member].Vehicle;
        var task = new SiteTask(template, parameters, site, team, seed, returnAltitude);
        var routes = SiteMission.Plan(task);
        return routes.Plans.FirstOrDefault(plan => plan.TeamIndex == member)
            ?? new Plan
            {
                TemplateId = template.Id,
                TemplateName = template.Name,
                SiteId = site.Id,
                Vehicle = vehicle,
                Home = team[member].Home ?? new GeoPoint(double.NaN, double.NaN),
                HomeAltitude = site.GroundAltitude,
                Parameters = new PlanParameters(template, parameters, vehicle.Family).Values,
                Seed = seed,
                SpeedMps = 0,
                Legs = [],
                Route = [],
                Track = [],
                ReservePercent = Math.Max(vehicle.ReservePercent, template.Limits.ReservePercent ?? 0),
                WindMps = Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0),
                Problems = routes.Problems,
            };
    }
}
