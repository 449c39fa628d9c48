using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>What of a template does not go together, each part being right by itself.</summary>
internal static class TemplateChecks
{
    public static void Check(MissionTemplate template, YamlMap root, TemplateReadContext context)
    {
        CheckFailures(template, root, context);
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
                && actions.GetValueOrDefault(VehicleFamily.Rover) == FailureAction.Land
            )
            {
                context.Add(
                    At(root, "on-failure", key),
                    $"a rover cannot land: '{key}' for a rover must be return or hold, as in {{ copter: land, rover: hold }}"
                );
            }
        }
    }

    private static YamlNode At(YamlMap root, string block, string key) => ((YamlMap)root.Find(block)!).Find(key)!;
}
