using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Admin.Users;

/// <summary>One change of one account, opened anew for each.</summary>
public sealed partial class AccountForm
{
    private readonly HashSet<string> roles = [];
    private Guid operationId = Guid.NewGuid();
    private string name = "";
    private string password = Passwords.NewRandom();
    private bool busy;

    [Parameter, EditorRequired]
    public AccountChange? Change { get; set; }

    /// <summary>The account to change; null when creating one.</summary>
    [Parameter]
    public AccountView? Account { get; set; }

    [Parameter, EditorRequired]
    public AccountAdministration Administration { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller? Caller { get; set; }

    [Parameter]
    public EventCallback<(CommandOutcome Outcome, string Text)> OnDone { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private string Title =>
        Change switch
        {
            AccountChange.Create => "New user",
            AccountChange.Roles => $"Roles of {Account?.Name}",
            AccountChange.Password => $"Reset the password of {Account?.Name}",
            AccountChange.Enable => $"Enable {Account?.Name}",
            _ => $"Disable {Account?.Name}",
        };

    private string Verb =>
        Change switch
        {
            AccountChange.Create => "Create user",
            AccountChange.Roles => "Save roles",
            AccountChange.Password => "Reset password",
            AccountChange.Enable => $"Enable {Account?.Name}",
            _ => $"Disable {Account?.Name}",
        };

    protected override void OnInitialized() => roles.UnionWith(Account?.Roles ?? [Roles.Viewer]);

    private void Choose(string role, bool chosen)
    {
        if (chosen)
            roles.Add(role);
        else
            roles.Remove(role);
    }

    private async Task Submit()
    {
        if (busy || Caller is null)
            return;
        busy = true;
        var outcome = await Apply(new CommandRequest(operationId, Caller));
        busy = false;
        // A refused attempt is over too: the next press is a new operation.
        operationId = Guid.NewGuid();
        await OnDone.InvokeAsync((outcome, Text(outcome)));
    }

    private Task<CommandOutcome> Apply(CommandRequest request) =>
        Change switch
        {
            AccountChange.Create => Administration.Create(request, name, password, [.. roles]),
            AccountChange.Roles => Administration.SetRoles(request, Account!.UserId, [.. roles]),
            AccountChange.Password => Administration.ResetPassword(request, Account!.UserId, password),
            AccountChange.Enable => Administration.SetEnabled(request, Account!.UserId, true),
            _ => Administration.SetEnabled(request, Account!.UserId, false),
        };

    private string Text(CommandOutcome outcome)
    {
        var who = Account?.Name ?? name;
        return outcome.Kind == OutcomeKind.Done ? $"{who}: {outcome.Text}" : $"{Verb} refused: {outcome.Text}";
    }
}
