using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>
/// Carries out the orders that change a vehicle's signing. The new key is made here, beside the socket: no order carries
/// one, so none is in a message, a record or a log.
/// </summary>
internal sealed class SigningOrders(VehicleServices vehicle, LinkSigning signing)
{
    public async Task<CommandOutcome> Execute(
        bool turnOff,
        bool linkConfirmed,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        if (signing.WhyNotChange(turnOff, linkConfirmed) is { } why)
        {
            return CommandOutcome.RefusedByUs(why);
        }
        if (vehicle.Telemetry.Snapshot.Armed)
        {
            return CommandOutcome.RefusedByUs("its motors are running");
        }
        try
        {
            var (change, refusal) = await signing.Prepare(turnOff);
            if (change is null)
            {
                return CommandOutcome.RefusedByUs(refusal);
            }
            phase.Report(turnOff ? "turns signing off" : "sets its key up");
            var result = await new SigningSetup(vehicle.Connection, change.Change).Run(cancellation);
            change.Sent();
            if (result.IsAccepted)
            {
                change.Settle(taken: true);
            }
            return Worded(result);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return CommandOutcome.RefusedByUs($"the key cannot be stored, so it was not sent: {unavailable.Message}");
        }
    }

    private static CommandOutcome Worded(SigningSetupResult result) =>
        result.End switch
        {
            SigningSetupEnd.Accepted => new(OutcomeKind.Done, result.Text, result.After),
            SigningSetupEnd.Refused => new(OutcomeKind.RefusedByVehicle, result.Text, result.After),
            SigningSetupEnd.Cancelled => new(OutcomeKind.Cancelled, result.Text, result.After),
            SigningSetupEnd.NoAnswer => new(OutcomeKind.NoAnswer, result.Text, result.After),
            _ => new(
                OutcomeKind.NoAnswer,
                $"{result.Text}; what it sends either way is accepted until it is known",
                result.After
            ),
        };
}
