using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace DroneCommand.Console.Admin.Users;

/// <summary>What an administrator is about to do to an account.</summary>
public enum AccountChange
{
    Create,
    Roles,
    Password,
    Enable,
    Disable,
}

/// <summary>The accounts, and one form at a time to change them.</summary>
public sealed partial class UsersPage
{
    private IReadOnlyList<AccountView>? accounts;
    private Caller? caller;
    private AccountChange? change;
    private AccountView? chosen;
    private CommandOutcome? outcome;
    private string outcomeText = "";

    // Each opening is a form of its own: what was typed into the last one is gone with it.
    private object formKey = new();

    [Inject]
    private AccountAdministration Administration { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        caller = (await Authentication.GetAuthenticationStateAsync()).User.ToCaller();
        await Reload();
    }

    private async Task Reload() => accounts = await Administration.List(caller!);

    private void Open(AccountChange what, AccountView? account)
    {
        (change, chosen, outcome) = (what, account, null);
        formKey = new object();
    }

    private void Close() => (change, chosen) = (null, null);

    private async Task Finish((CommandOutcome Outcome, string Text) end)
    {
        (outcome, outcomeText) = end;
        if (end.Outcome.Kind == OutcomeKind.Done)
            Close();
        await Reload();
    }
}
