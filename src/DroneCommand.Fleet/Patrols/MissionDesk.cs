using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Patrols;

/// <summary>Why a run cannot be assigned.</summary>
/// <param name="Reason">For people.</param>
/// <param name="BatteryShort">True when a full battery would mend it.</param>
public sealed record AssignmentRefusal(string Reason, bool BatteryShort = false);

/// <summary>
/// Turns a patrol's definition into a checked plan for its vehicle as it is now. Pages preview with the same code that
/// starts a run, so that what was shown is what is flown.
/// </summary>
public sealed class MissionDesk(ISiteCatalog sites, TemplateCatalog templates)
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
        return templates.Current.Find(definition.TemplateId) is null ? NoTemplate(definition.TemplateId) : null;
    }

    /// <summary>
    /// The plan for a vehicle, with its problems inside; null when site, template or dock are missing, with the reason.
    /// </summary>
    /// <param name="definition">What to plan.</param>
    /// <param name="vehicle">Kind and dock.</param>
    /// <param name="home">Where the vehicle returns to; null takes its dock.</param>
    public (Plan? Plan, string Reason) Plan(PatrolDefinition definition, RegisteredVehicle vehicle, GeoPoint? home)
    {
        if (sites.Find(definition.SiteId) is not { } site)
        {
            return (null, $"there is no site '{definition.SiteId}'");
        }
        if (templates.Current.Find(definition.TemplateId) is not { } template)
        {
            return (null, NoTemplate(definition.TemplateId));
        }
        if (FamilyOf(vehicle.Kind) is not { } family)
        {
            return (null, $"a {vehicle.Kind} cannot be planned for");
        }
        if ((home ?? site.FindDock(vehicle.DockName ?? "")?.Position) is not { } from)
        {
            return (null, $"{vehicle.Name} has no dock and no known home");
        }
        return (MissionPlanner.Plan(template, definition.Parameters, site, VehicleClass.Of(family), from), "");
    }

    /// <summary>The assignment for a run, or why there is none.</summary>
    public (MissionAssignment? Assignment, AssignmentRefusal? Refusal) Assign(
        string patrolId,
        PatrolDefinition definition,
        DateTimeOffset slot,
        VehicleReadiness? readiness
    )
    {
        if (readiness is null)
        {
            return (null, new AssignmentRefusal("its vehicle is not adopted"));
        }
        var (plan, reason) = Plan(definition, readiness.Vehicle, readiness.Home);
        if (plan is null)
        {
            return (null, new AssignmentRefusal(reason));
        }
        if (!plan.IsFlyable)
        {
            return (null, new AssignmentRefusal(string.Join(" ", plan.Problems.Select(problem => problem.Reason))));
        }
        var needs = plan.EnergyPercent + plan.ReservePercent;
        if (readiness.BatteryPercent is { } has && has < needs)
        {
            return (null, new AssignmentRefusal($"the battery has {has:F0} %, the plan needs {needs:F0} %", true));
        }
        return (Assignment(patrolId, definition, slot, plan, needs), null);
    }

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
        Plan plan,
        double needs
    )
    {
        var site = sites.Find(definition.SiteId)!;
        var items = plan.ToMissionItems();
        var failsafes = FailsafeRequirements.For(site, plan);
        return new MissionAssignment(
            patrolId,
            definition.Name,
            definition.SiteId,
            slot,
            items,
            FenceBuilder.FromBoundary(site, plan.Family),
            plan.Home,
            plan.Family == VehicleFamily.Rover ? null : failsafes.ReturnAltitude,
            LegsOf(plan, items.Count),
            needs
        );
    }

    private static IReadOnlyList<RouteLeg> LegsOf(Plan plan, int items)
    {
        var lastItemOf = new Dictionary<int, int>();
        for (var item = 1; item <= items; item++)
        {
            lastItemOf[plan.LegIndexOf(item)] = item;
        }
        return
        [
            .. plan
                .Legs.Select((leg, index) => (leg, index))
                .Where(entry => entry.leg.Number > 0 && lastItemOf.ContainsKey(entry.index))
                .Select(entry => new RouteLeg(
                    lastItemOf[entry.index],
                    entry.leg.From.Position,
                    entry.leg.To.Position,
                    entry.leg.LengthMetres,
                    entry.leg.Duration,
                    WayHome: entry.leg.Kind == LegKind.Return
                )),
        ];
    }

    private string NoTemplate(string id) =>
        templates.Current.Problems.FirstOrDefault(problem => Path.GetFileNameWithoutExtension(problem.File) == id)
            is { } broken
            ? $"the template is broken: {broken}"
            : $"there is no template '{id}'";
}
