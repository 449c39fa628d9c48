using DroneCommand.Fleet.Audit;

namespace DroneCommand.Console.Admin.Users;

/// <summary>What each role lets a person do, for the one who grants it.</summary>
internal static class RoleWords
{
    public static IReadOnlyList<(string Role, string Means)> All { get; } =
    [
        (Roles.Viewer, "sees everything, commands nothing"),
        (Roles.Operator, "commands vehicles and runs patrols"),
        (Roles.Planner, "writes patrols and schedules, adopts vehicles"),
        (Roles.Supervisor, "commands vehicles, and reads the records"),
        (Roles.Administrator, "manages accounts, adopts vehicles, reads the records"),
        (Roles.Auditor, "reads the records, commands nothing"),
    ];
}
