using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>What of a template does not go together, each part being right by itself.</summary>
internal static class TemplateChecks
{
    public static void Check(MissionTemplate template, YamlMap root, TemplateReadContext context)
    {
        CheckFailures(template, root, context);
        CheckActions(template, root, context);
        CheckKind(template, root, context);
        if (template.Vehicles.Contains(VehicleFamily.Rover) && template.Route.End == RouteEnd.Land)
        {
            context.Add(
                At(root, "route", "end"),
                "a rover cannot land: 'end' must be return or hold, or 'vehicles' leaves it out"
            );
        }
    }

    private static void CheckFailures(MissionTemplate template, YamlMap root, TemplateReadContext context)
    {
        var failures = template.OnFailure;
        foreach (
            var (key, actions) in new[]
            {
                ("link-lost", failures.LinkLost),
                ("battery-low", failures.BatteryLow),
                ("geofence", failures.Geofence),
            }
        )
        {
            if (
                template.Vehicles.Contains(VehicleFamily.Rover)
                && actions.GetValueOrDefault(VehicleFamily.Rover) == FailsafeAction.Land
            )
            {
                context.Add(
                    At(root, "on-failure", key),
                    $"a rover cannot land: '{key}' for a rover must be return or hold, as in {{ copter: land, rover: hold }}"
                );
            }
        }
    }

    private static void CheckActions(MissionTemplate template, YamlMap root, TemplateReadContext context)
    {
        foreach (
            var (key, actions) in new[]
            {
                ("at-start", template.Actions.AtStart),
                ("at-checkpoint", template.Actions.AtCheckpoint),
                ("at-corner", template.Actions.AtCorner),
                ("at-end", template.Actions.AtEnd),
            }
        )
        {
            var orbits = actions.Count(action => action is TemplateAction.Orbit);
            if (orbits > 1 || (orbits == 1 && actions.Any(action => action is TemplateAction.Dwell)))
            {
                context.Add(
                    At(root, "actions", key),
                    $"'{key}' may have one orbit, and then no dwell: more turns make it stay longer"
                );
            }
        }
    }

    private static void CheckKind(MissionTemplate template, YamlMap root, TemplateReadContext context)
    {
        var kind = MissionKinds.Of(template.Kind);
        if (template.Actions.AtCheckpoint.Count > 0 && !PassesCheckpoints(kind))
        {
            context.Add(
                At(root, "actions", "at-checkpoint"),
                $"kind {kind.Word} passes no checkpoints; 'at-corner', 'at-start' or 'at-end' would do"
            );
        }

        if (template.Limits.WorstIdleness is not null && kind.Group != MissionGroup.Patrol)
        {
            context.Add(At(root, "limits", "idleness"), $"'idleness' is for patrols; kind {kind.Word} is none");
        }
    }

    private static bool PassesCheckpoints(MissionKindDefinition kind) =>
        kind.Ground is GroundNeed.Checkpoints or GroundNeed.Place
        || (kind.Group == MissionGroup.Patrol && kind.Ground is not (GroundNeed.Area or GroundNeed.Areas));

    private static YamlNode At(YamlMap root, string block, string key) => ((YamlMap)root.Find(block)!).Find(key)!;
}
