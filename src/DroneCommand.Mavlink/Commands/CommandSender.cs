using System.Collections.Concurrent;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// Sends commands to one vehicle and finds out what it made of them. One of a kind is in flight at a time, because an
/// answer names nothing but the command; others of the kind wait their turn, and expire if it does not come.
/// </summary>
public sealed class CommandSender(VehicleConnection connection)
{
    // How long after its command was given up an answer may still come.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<MavCmd, OneAtATime> _turns = new();
    private readonly ConcurrentDictionary<MavCmd, long> _unanswered = new();

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

    /// <summary>True while an answer that is heard now may belong to an earlier command of this kind.</summary>
    internal bool MayBeAnswered(MavCmd command) =>
        (_turns.TryGetValue(command, out var turn) && turn.IsTaken)
        || (_unanswered.TryGetValue(command, out var since) && connection.Time.GetElapsedTime(since) < Late);

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
            var result = await new CommandTransaction(connection, wire, options, asked).Run(cancellation);
            if (result.Kind == CommandResultKind.NoAnswer)
                _unanswered[command] = connection.Time.GetTimestamp();
            return result;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (wire.Sends > 0)
                _unanswered[command] = connection.Time.GetTimestamp();
            return CommandResult.Cancelled(wire.Sends, "given up");
        }
        catch (OperationCanceledException)
        {
            return CommandResult.Cancelled(0, "expired while another command of its kind was unanswered");
        }
    }
}
