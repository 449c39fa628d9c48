using System.Security.Claims;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components.Authorization;

namespace DroneCommand.Console.Shell;

/// <summary>
/// Who is at this page. Roles here only decide which buttons are offered; the grain decides what is done, from the
/// account's roles of that moment.
/// </summary>
public sealed class CurrentCaller(AuthenticationStateProvider authentication)
{
    /// <summary>Null when nobody is signed in.</summary>
    public async Task<Caller?> Get() => From((await authentication.GetAuthenticationStateAsync()).User);

    public static Caller? From(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var id = user.FindFirstValue(ClaimTypes.NameIdentifier);
        return id is null ? null : new Caller(id, user.Identity?.Name ?? id);
    }

    public static bool MayCommand(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Operator) || user.IsInRole(Roles.Supervisor);

    public static bool MayPlan(ClaimsPrincipal user) => MayCommand(user) || user.IsInRole(Roles.Planner);

    public static bool MayAdopt(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Administrator) || user.IsInRole(Roles.Planner);

    /// <summary>The role to show beside the name: the one that lets them do most.</summary>
    public static string ShownRole(ClaimsPrincipal user) =>
        new[]
        {
            Roles.Administrator,
            Roles.Supervisor,
            Roles.Operator,
            Roles.Planner,
            Roles.Auditor,
            Roles.Viewer,
        }.FirstOrDefault(user.IsInRole) ?? "no role";
}
