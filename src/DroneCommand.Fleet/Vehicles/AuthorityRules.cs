using DroneCommand.Fleet.Audit;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>Who may do what to a vehicle: roles first, then the one holder. Pure.</summary>
public static class AuthorityRules
{
    /// <summary>How long a person's authority lasts after the last command when no task holds it.</summary>
    public static readonly TimeSpan PersonLease = TimeSpan.FromMinutes(10);

    /// <summary>The roles that may command vehicles.</summary>
    public static bool MayCommand(IReadOnlySet<string> roles) =>
        roles.Contains(Roles.Operator) || roles.Contains(Roles.Supervisor);

    /// <summary>The holder in force at <paramref name="now"/>: a lapsed lease is nobody's.</summary>
    public static AuthorityView InForce(AuthorityView authority, DateTimeOffset now) =>
        authority.Until is { } until && until <= now ? AuthorityView.Nobody : authority;

    /// <summary>Null when <paramref name="caller"/> may command; otherwise the refusal, with the holder's name.</summary>
    public static string? WhyNotCommand(AuthorityView inForce, Caller caller) =>
        inForce.Kind switch
        {
            AuthorityHolderKind.Nobody => null,
            AuthorityHolderKind.Person when inForce.HolderId == caller.UserId => null,
            AuthorityHolderKind.Person => $"{inForce.HolderName} has control",
            AuthorityHolderKind.PatrolRun => $"the patrol '{inForce.HolderName}' has control; take control first",
            AuthorityHolderKind.Pilot => "its own pilot flies it; take control first",
            _ => $"{inForce.HolderName} has control",
        };

    /// <summary>Null when <paramref name="caller"/> may take authority from the present holder.</summary>
    public static string? WhyNotTake(AuthorityView inForce, Caller caller) =>
        inForce.Kind == AuthorityHolderKind.Person && inForce.HolderId != caller.UserId
            ? $"{inForce.HolderName} has control and must release it first"
            : null;

    public static AuthorityView Held(Caller caller, DateTimeOffset since, DateTimeOffset? until) =>
        new(AuthorityHolderKind.Person, caller.UserId, caller.Name, since, until);

    public static AuthorityView HeldByRun(MissionAssignment assignment, DateTimeOffset since) =>
        new(AuthorityHolderKind.PatrolRun, assignment.PatrolId, assignment.PatrolName, since, null);

    public static AuthorityView HeldByPilot(DateTimeOffset since) =>
        new(AuthorityHolderKind.Pilot, "", "its pilot", since, null);
}
