using System.Security.Cryptography;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Patrols;

/// <summary>Why a run cannot be assigned.</summary>
/// <param name="Reason">For people.</param>
/// <param name="BatteryShort">True when a full battery would mend it.</param>
public sealed record AssignmentRefusal(string Reason, bool BatteryShort = false);

/// <summary>
/// Turns a patrol's definition into a checked plan for its vehicles as they are now. Pages preview with the same code that
/// starts a run, so that what was shown is what is flown.
/// </summary>
/// <param name="sites">The sites.</param>
/// <param name="templates">The templates.</param>
/// <param name="time">The clock: a template may ask for daylight.</param>
/// <param name="planner">Makes the plans; null takes <see cref="SiteMission.Plan"/>.</param>
public sealed class MissionDesk(
    ISiteCatalog sites,
    TemplateCatalog templates,
    TimeProvider time,
    Func<SiteTask, RoutePlan>? planner = null
)
{
    /// <summary>Null when the definition names things that exist.</summary>
    public string? WhyNotSave(PatrolDefinition definition)
    {
        if (string.IsNullOrWhiteSpace(definition.Name) || definition.Name.Length > 80)
        {
            return "a name of 1 to 80 characters is needed";
        }
        if (sites.Find(definition.SiteId) is null)
        {
            return $"there is no site '{definition.SiteId}'";
        }
        if (definition.Team().Count > PatrolDefinition.MostVehicles)
        {
            return $"a patrol has at most {PatrolDefinition.MostVehicles} vehicles";
        }
        if (definition.Team().Distinct(StringComparer.Ordinal).Count() < definition.Team().Count)
        {
            return "a vehicle is named twice";
        }
        return templates.Current.Find(definition.TemplateId) is null ? NoTemplate(definition.TemplateId) : null;
    }

    /// <summary>
    /// The plan for a patrol's vehicles, with its problems inside; null when site, template or dock are missing, with the
    /// reason.
    /// </summary>
    /// <param name="definition">What to plan.</param>
    /// <param name="team">Kind, dock and home of each of its vehicles, in the definition's order.</param>
    /// <param name="seed">For choices that the template leaves open.</param>
    public (TeamPlan? Plan, string Reason) Plan(
        PatrolDefinition definition,
        IReadOnlyList<PlannedVehicle> team,
        int seed = 0
    )
    {
        if (sites.Find(definition.SiteId) is not { } site)
        {
            return (null, $"there is no site '{definition.SiteId}'");
        }
        if (templates.Current.Find(definition.TemplateId) is not { } template)
        {
            return (null, NoTemplate(definition.TemplateId));
        }
        List<TeamMember> members = [];
        foreach (var (vehicle, home) in team)
        {
            if (FamilyOf(vehicle.Kind) is not { } family)
            {
                return (null, $"a {vehicle.Kind} cannot be planned for");
            }
            if ((home ?? site.FindDock(vehicle.DockName ?? "")?.Position) is not { } from)
            {
                return (null, $"{vehicle.Name} has no dock and no known home");
            }
            members.Add(new TeamMember(VehicleClass.Of(family), from));
        }
        var task = new SiteTask(template, definition.Parameters, site, members, seed);
        return (TeamPlan.Of(task, planner ?? SiteMission.Plan), "");
    }

    /// <summary>What this run's unpredictable choices are drawn from: what was shown is flown where nothing is left to chance.</summary>
    public int SeedFor(PatrolDefinition definition) =>
        templates.Current.Find(definition.TemplateId) is { } template
        && TeamPlan.IsUnpredictable(template, definition.Parameters)
            ? RandomNumberGenerator.GetInt32(1, int.MaxValue)
            : 0;

    /// <summary>The assignments of a run's first sorties, one for each vehicle; or why there are none.</summary>
    public (IReadOnlyList<MissionAssignment>? Assignments, AssignmentRefusal? Refusal) Assign(
        string patrolId,
        PatrolDefinition definition,
        DateTimeOffset slot,
        IReadOnlyList<VehicleReadiness> team,
        int seed
    )
    {
        var (plan, reason) = Plan(definition, [.. team.Select(PlannedVehicle.Of)], seed);
        if ((plan is null ? reason : plan.WhyNotFlyable()) is { } unfit)
        {
            return (null, new AssignmentRefusal(unfit));
        }
        var several = team.Count > 1;
        var unmet = team.Select(each => Unmet(definition, each)).ToList();
        if (WhyUnmet(definition, team, unmet) is { } forbidden)
        {
            return (null, new AssignmentRefusal(forbidden));
        }
        if (WhyTooLong(team, plan!) is { } tooLong)
        {
            return (null, new AssignmentRefusal(tooLong));
        }
        var refusals = team.Zip(plan!.Sorties)
            .Where(each => BatteryShort(each.First, each.Second[0]) is not null)
            .Select(each => (several ? $"{each.First.Vehicle.Name}: " : "") + BatteryShort(each.First, each.Second[0]))
            .ToList();
        return refusals.Count > 0
            ? (null, new AssignmentRefusal(string.Join("; ", refusals), BatteryShort: true))
            : (
                [
                    .. plan
                        .Sorties.Zip(team, unmet)
                        .Select(each =>
                            Assignment(patrolId, definition, slot, each.Second, each.First, 1, each.Third) with
                            {
                                WaitsForTeam = several,
                            }
                        ),
                ],
                null
            );
    }

    /// <summary>The assignment of a vehicle's next sortie in a run, by the plan with which the run began; or why there is none.</summary>
    public (MissionAssignment? Assignment, AssignmentRefusal? Refusal) AssignNext(
        string patrolId,
        RunBasis basis,
        DateTimeOffset slot,
        IReadOnlyList<VehicleReadiness> team,
        VehicleRunView part
    )
    {
        var planned = team.Zip(basis.Homes, (each, home) => new PlannedVehicle(each.Vehicle, home)).ToList();
        var (plan, reason) = Plan(basis.Definition, planned, basis.Seed);
        if ((plan is null ? reason : plan.WhyNotFlyable()) is { } unfit)
        {
            return (null, new AssignmentRefusal(unfit));
        }
        var index = planned.FindIndex(each => each.Vehicle.VehicleId == part.VehicleId);
        var sorties = plan!.Sorties[index];
        if (sorties.Count != part.Sorties)
        {
            return (null, new AssignmentRefusal("site or template changed since its first sortie: end this run"));
        }
        var unmet = Unmet(basis.Definition, team[index]);
        if (WhyUnmet(basis.Definition, [team[index]], [unmet]) is { } forbidden)
        {
            return (null, new AssignmentRefusal(forbidden));
        }
        return BatteryShort(team[index], sorties[part.Sortie]) is { } low
            ? (null, new AssignmentRefusal(low, BatteryShort: true))
            : (Assignment(patrolId, basis.Definition, slot, team[index], sorties, part.Sortie + 1, unmet), null);
    }

    /// <summary>The definition with the version of its template that it is saved with.</summary>
    public PatrolDefinition Stamped(PatrolDefinition definition) =>
        templates.Current.Find(definition.TemplateId) is { } template
            ? definition with
            {
                TemplateVersion = template.Version,
                TemplateHash = template.ContentHash,
            }
            : definition;

    /// <summary>How its template differs now from the one that a patrol was saved with, for people; null when it does not.</summary>
    public string? WhyTemplateChanged(PatrolDefinition definition) =>
        definition.TemplateHash.Length == 0
            ? null
            : new TemplateStamp(definition.TemplateVersion, definition.TemplateHash).WhyChanged(
                templates.Current.Find(definition.TemplateId)
            );

    /// <summary>What of a template's limits and requirements is not met now.</summary>
    private IReadOnlyList<string> Unmet(PatrolDefinition definition, VehicleReadiness vehicle) =>
        StartCheck.WhyNot(
            templates.Current.Find(definition.TemplateId)!,
            sites.Find(definition.SiteId)!,
            vehicle,
            time.GetUtcNow()
        );

    /// <summary>Null when all is met, or when the template only warns.</summary>
    private string? WhyUnmet(
        PatrolDefinition definition,
        IReadOnlyList<VehicleReadiness> team,
        IReadOnlyList<IReadOnlyList<string>> unmet
    )
    {
        if (templates.Current.Find(definition.TemplateId)!.OnFailure.WarnOnly)
        {
            return null;
        }
        var reasons = team.Zip(unmet)
            .SelectMany(each => each.Second.Select(why => (each.First.Vehicle.Name, Why: why)))
            .GroupBy(each => each.Why)
            // What holds for the site is said once, what holds for a vehicle with its name.
            .Select(same =>
                team.Count == 1 || same.Count() == team.Count
                    ? same.Key
                    : $"{string.Join(" and ", same.Select(each => each.Name))}: {same.Key}"
            )
            .ToList();
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    private static string? BatteryShort(VehicleReadiness vehicle, Plan plan)
    {
        var needs = Needs(plan);
        return vehicle.BatteryPercent is { } has && has < needs
            ? $"the battery has {has:F0} %, the plan needs {needs:F0} %"
            : null;
    }

    /// <summary>What the battery must have at the start, percent.</summary>
    private static double Needs(Plan plan) => plan.EnergyPercent + plan.ReservePercent;

    /// <summary>How a vehicle moves, as far as planning cares; null for kinds that are not planned for yet.</summary>
    public static VehicleFamily? FamilyOf(VehicleKind kind) =>
        kind switch
        {
            VehicleKind.Copter => VehicleFamily.Copter,
            VehicleKind.Rover => VehicleFamily.Rover,
            VehicleKind.Plane => VehicleFamily.Plane,
            _ => null,
        };

    private MissionAssignment Assignment(
        string patrolId,
        PatrolDefinition definition,
        DateTimeOffset slot,
        VehicleReadiness vehicle,
        IReadOnlyList<Plan> sorties,
        int sortie,
        IReadOnlyList<string> warnings
    )
    {
        var plan = sorties[sortie - 1];
        var site = sites.Find(definition.SiteId)!;
        var mission = MissionOf(vehicle, plan);
        var failsafes = FailsafeRequirements.For(site, plan);
        return new MissionAssignment(
            patrolId,
            definition.Name,
            definition.SiteId,
            slot,
            mission.Items,
            FenceBuilder.FromBoundary(site, plan.Family),
            plan.Home,
            plan.Family == VehicleFamily.Rover ? null : failsafes.ReturnAltitude,
            LegsOf(mission),
            Needs(plan)
        )
        {
            Sortie = sortie,
            Sorties = sorties.Count,
            Autopilot = mission.Autopilot,
            Demands = FlightDemands.Of(templates.Current.Find(definition.TemplateId)!, plan.Family) with
            {
                Warnings = warnings,
            },
        };
    }

    /// <summary>In the words of the autopilot that was heard; of one that was not heard yet, in ArduPilot's.</summary>
    private static PlannedMission MissionOf(VehicleReadiness vehicle, Plan plan) =>
        plan.MissionFor(vehicle.Autopilot ?? MavAutopilot.Ardupilotmega);

    /// <summary>Null when each vehicle stores its missions: an orbit is one item to ArduPilot, and many to PX4.</summary>
    private static string? WhyTooLong(IReadOnlyList<VehicleReadiness> team, TeamPlan plan)
    {
        var longest = team.Zip(plan.Sorties)
            .Select(each =>
                (each.First.Vehicle.Name, Items: each.Second.Max(sortie => MissionOf(each.First, sortie).Items.Count))
            )
            .MaxBy(each => each.Items);
        return longest.Items <= MissionPlanner.MaxItems
            ? null
            : $"told to {longest.Name}'s autopilot, PX4, the mission has {longest.Items} items, and a vehicle stores {MissionPlanner.MaxItems}: fewer turns about its places would do";
    }

    private static IReadOnlyList<RouteLeg> LegsOf(PlannedMission mission) =>
        [
            .. mission
                .Plan.Legs.Select((leg, index) => (Leg: leg, LastItem: mission.LastSequenceOf(index)))
                .Where(each => each is { Leg.Number: > 0, LastItem: not null })
                .Select(each => new RouteLeg(
                    each.LastItem!.Value,
                    each.Leg.From.Position,
                    each.Leg.To.Position,
                    each.Leg.LengthMetres,
                    each.Leg.Duration,
                    WayHome: each.Leg.Kind == LegKind.Return
                )),
        ];

    private string NoTemplate(string id) =>
        templates.Current.Problems.FirstOrDefault(problem => Path.GetFileNameWithoutExtension(problem.File) == id)
            is { } broken
            ? $"the template is broken: {broken}"
            : $"there is no template '{id}'";
}
