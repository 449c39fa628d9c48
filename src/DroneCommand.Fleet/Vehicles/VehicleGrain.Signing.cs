using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// What administrators change in a vehicle while it stands.
public sealed partial class VehicleGrain
{
    public Task<CommandOutcome> SetUpSigning(CommandRequest request, bool linkConfirmed) =>
        Administrative(
            request,
            "set up signing key",
            linkConfirmed ? "Set up a signing key (link confirmed)" : "Set up a signing key",
            () => Send(new SetUpSigningOrder(request.OperationId, epoch, linkConfirmed))
        );

    public Task<CommandOutcome> TurnSigningOff(CommandRequest request) =>
        Administrative(
            request,
            "turn signing off",
            "Turn signing off",
            () => Send(new TurnSigningOffOrder(request.OperationId, epoch))
        );

    /// <summary>For administrators, on the ground, with nobody else in control. It takes no authority.</summary>
    private Task<CommandOutcome> Administrative(
        CommandRequest request,
        string action,
        string what,
        Func<Task<CommandOutcome>> execute
    ) =>
        Once(
            request,
            async () =>
            {
                Begin(request, what);
                var refusal = await WhyNotAdministrator(request.Caller) ?? WhyNotAtRest(request.Caller);
                if (refusal is not null)
                {
                    return Refuse(request, action, refusal);
                }
                if (await services.Audit.WhyNotBegin(Record(request, action, what, null)) is { } unrecorded)
                {
                    return Refuse(request, action, unrecorded);
                }
                if (WhyNotAtRest(request.Caller) is { } changed)
                {
                    return Refuse(request, action, changed);
                }
                return await End(request, action, await execute());
            }
        );

    private async Task<string?> WhyNotAdministrator(Caller caller)
    {
        try
        {
            return (await services.Roles.RolesOf(caller.UserId)).Contains(Roles.Administrator)
                ? null
                : "your account does not have the administrator role";
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "{VehicleId}: accounts cannot be read", VehicleId);
            return "it cannot be looked up now what your account may do, so nothing was sent";
        }
    }

    private string? WhyNotAtRest(Caller caller) =>
        State.Registration is null ? "this vehicle is not adopted"
        : WhyQuarantined() is { } reason ? reason
        : !IsHeard ? "it is not heard"
        : State.Sortie is { } sortie ? $"it is out: {sortie.Title}"
        : telemetry!.Armed ? "its motors are running: this is done on the ground only"
        : telemetry.OnGround == false ? "it is in the air: this is done on the ground only"
        : AuthorityRules.WhyNotCommand(AuthorityInForce, caller);
}
