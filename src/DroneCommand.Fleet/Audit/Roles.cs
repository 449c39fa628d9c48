namespace DroneCommand.Fleet.Audit;

/// <summary>The roles of the console, by the names that accounts carry.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Planner = "planner";
    public const string Supervisor = "supervisor";
    public const string Administrator = "administrator";
    public const string Auditor = "auditor";

    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Planner, Supervisor, Administrator, Auditor];
}

/// <summary>Looks up what a person may do now. Answers are at most five seconds old.</summary>
public interface ICallerRoles
{
    /// <summary>
    /// The roles of an enabled account; empty when the account is unknown or disabled. Too many wrong passwords lock
    /// its sign-in only: else anyone could take a vehicle out of an operator's hands by guessing.
    /// </summary>
    ValueTask<IReadOnlySet<string>> RolesOf(string userId, CancellationToken cancellation = default);
}

/// <summary>Finds the account behind a sign-in name that configuration gives.</summary>
public interface IAccountNames
{
    /// <summary>The account's key; null when there is no account of that name.</summary>
    ValueTask<string?> UserIdOf(string signInName, CancellationToken cancellation = default);
}
