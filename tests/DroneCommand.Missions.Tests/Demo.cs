using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests;

/// <summary>The shipped site and templates, loaded once.</summary>
internal static class Demo
{
    public static Site Site { get; } = DemoSite.Load();

    public static TemplateLibrary Library { get; } = TemplateLibrary.Load(TemplateLibrary.ShippedDirectory);

    public static Plan Plan(
        string template,
        string dock,
        VehicleClass vehicle,
        params (string Name, string Value)[] parameters
    ) =>
        MissionPlanner.Plan(
            Library.Find(template)!,
            parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
            Site,
            vehicle,
            Site.FindDock(dock)!.Position
        );
}
