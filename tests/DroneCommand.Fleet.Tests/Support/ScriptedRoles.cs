using System.Collections.Concurrent;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>Accounts as a test sets them; it can also make them unreadable.</summary>
internal sealed class ScriptedRoles : ICallerRoles, IAccountNames
{
    private readonly ConcurrentDictionary<string, HashSet<string>> roles = new();

    public ScriptedRoles()
    {
        roles[People.Ann.UserId] = [Roles.Operator];
        roles[People.Ben.UserId] = [Roles.Operator];
        roles[People.Vic.UserId] = [Roles.Viewer];
        roles[People.Pia.UserId] = [Roles.Planner];
        roles[People.Ada.UserId] = [Roles.Administrator];
    }

    public bool Unreadable { get; set; }

    public ValueTask<IReadOnlySet<string>> RolesOf(string userId, CancellationToken cancellation = default) =>
        Unreadable
            ? throw new InvalidOperationException("the accounts are away")
            : ValueTask.FromResult<IReadOnlySet<string>>(roles.GetValueOrDefault(userId) ?? []);

    public ValueTask<string?> UserIdOf(string signInName, CancellationToken cancellation = default) =>
        ValueTask.FromResult<string?>(roles.ContainsKey($"u-{signInName}") ? $"u-{signInName}" : null);
}

/// <summary>Who acts in the tests.</summary>
internal static class People
{
    public static Caller Ann { get; } = new("u-ann", "ann");
    public static Caller Ben { get; } = new("u-ben", "ben");
    public static Caller Vic { get; } = new("u-vic", "vic (viewer)");
    public static Caller Pia { get; } = new("u-pia", "pia (planner)");
    public static Caller Ada { get; } = new("u-ada", "ada (administrator)");

    public static CommandRequest Asks(this Caller caller, Guid? operation = null) =>
        new(operation ?? Guid.NewGuid(), caller);
}
