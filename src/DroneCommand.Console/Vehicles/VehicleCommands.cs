using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// Gives a page's commands to the vehicles' grains and keeps what became of them, so that a person reads the outcome even
/// when the grain could not record it. One per page.
/// </summary>
public sealed class VehicleCommands(
    IGrainFactory grains,
    CurrentCaller caller,
    TimeProvider time,
    ILogger<VehicleCommands> logger
)
{
    private const int Kept = 20;
    private readonly Dictionary<string, List<CommandEntry>> sent = [];

    /// <summary>Raised whenever an entry was added or got its outcome, on the page's own scheduler.</summary>
    public event Action? Changed;

    /// <summary>
    /// Sends one command. The operation id is made by the button that was pressed, so that the same press, delivered
    /// twice, has one effect.
    /// </summary>
    /// <returns>How it ended; a failure of the server itself is 'no answer', because the command may have left.</returns>
    public async Task<CommandOutcome> Send(
        string vehicleId,
        Guid operationId,
        string what,
        Func<IVehicleGrain, CommandRequest, Task<CommandOutcome>> order
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        if (await caller.Get() is not { } who)
        {
            return CommandOutcome.RefusedByUs("nobody is signed in");
        }

        if (EntriesOf(vehicleId).Any(entry => entry.OperationId == operationId))
        {
            return CommandOutcome.RefusedByUs("this press was already sent");
        }

        var asked = time.GetUtcNow();
        Put(vehicleId, new CommandEntry(operationId, asked, who.Name, what, null));
        var request = new CommandRequest(operationId, who);
        var outcome = await GrainCommand.Run(
            () => order(grains.GetGrain<IVehicleGrain>(vehicleId), request),
            time,
            logger
        );
        Put(vehicleId, new CommandEntry(operationId, asked, who.Name, what, outcome));
        return outcome;
    }

    /// <summary>The newest command of this page to the vehicle, wherever on the page it was given; null before the first.</summary>
    public CommandEntry? Latest(string vehicleId) => EntriesOf(vehicleId).FirstOrDefault();

    /// <summary>The vehicle's own record and this page's commands as one list, newest first.</summary>
    public IReadOnlyList<CommandEntry> Merge(VehicleView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var known = view.Commands.ToDictionary(entry => entry.OperationId);
        foreach (var mine in EntriesOf(view.VehicleId))
        {
            if (!known.TryGetValue(mine.OperationId, out var theirs) || theirs.Outcome is null)
            {
                known[mine.OperationId] = theirs is null ? mine : theirs with { Outcome = mine.Outcome };
            }
        }

        return [.. known.Values.OrderByDescending(entry => entry.Time).Take(Kept)];
    }

    private List<CommandEntry> EntriesOf(string vehicleId)
    {
        if (!sent.TryGetValue(vehicleId, out var entries))
        {
            sent[vehicleId] = entries = [];
        }

        return entries;
    }

    private void Put(string vehicleId, CommandEntry entry)
    {
        var entries = EntriesOf(vehicleId);
        var index = entries.FindIndex(each => each.OperationId == entry.OperationId);
        if (index >= 0)
        {
            entries[index] = entry;
        }
        else
        {
            entries.Insert(0, entry);
            entries.RemoveRange(Math.Min(Kept, entries.Count), Math.Max(0, entries.Count - Kept));
        }

        Changed?.Invoke();
    }
}
