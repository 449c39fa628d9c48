using System.Collections.Concurrent;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// Sends commands to one vehicle and finds out what it made of them. One of a kind is in flight at a time, because an
/// answer names nothing but the command; others of the kind wait their turn, and expire if it does not come.
/// </summary>
public sealed class CommandSender(VehicleConnection connection)
{
    private readonly ConcurrentDictionary<MavCmd, OneAtATime> _turns = new();

    /// <summary>Sends a command with a place.</summary>
    public Task<CommandResult> Send(
        CommandIntRequest request,
        CommandOptions? options = null,
        CancellationToken cancellation = default
    ) => Run(request.Command, new WireCommand(request, connection), options ?? CommandOptions.Default, cancellation);

    /// <summary>Sends a command without a place.</summary>
    public Task<CommandResult> Send(
        CommandLongRequest request,
        CommandOptions? options = null,
        CancellationToken cancellation = default
    ) => Run(request.Command, new WireCommand(request, connection), options ?? CommandOptions.Default, cancellation);

    /// <summary>True while one of this kind is unanswered: an answer heard now may belong to it.</summary>
    internal bool InFlight(MavCmd command) => _turns.TryGetValue(command, out var turn) && turn.IsTaken;

    private async Task<CommandResult> Run(
        MavCmd command,
        WireCommand wire,
        CommandOptions options,
        CancellationToken cancellation
    )
    {
        var asked = connection.Time.GetTimestamp();
        using var expiry = new CancellationTokenSource(options.Expiry, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            using var turn = await _turns.GetOrAdd(command, _ => new OneAtATime()).Enter(either.Token);
            return await new CommandTransaction(connection, wire, options, asked).Run(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return CommandResult.Cancelled(wire.Sends, "given up");
        }
        catch (OperationCanceledException)
        {
            return CommandResult.Cancelled(0, "expired while another command of its kind was unanswered");
        }
    }
}
