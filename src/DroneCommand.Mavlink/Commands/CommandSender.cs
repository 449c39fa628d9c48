using System.Collections.Concurrent;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// Sends commands to one vehicle and finds out what it made of them. One of a kind is in flight at a time, because an
/// answer names nothing but the command; others of the kind wait their turn, and expire if it does not come. Requests for
/// different messages do not wait for each other: the message that comes tells them apart.
/// </summary>
public sealed class CommandSender(VehicleConnection connection)
{
    // How long after its command was given up an answer may still come.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(MavCmd Command, float Key), OneAtATime> _turns = new();
    private readonly ConcurrentDictionary<MavCmd, SharedAnswers> _shared = new();
    private readonly ConcurrentDictionary<MavCmd, bool> _asLong = new();
    private readonly ConcurrentDictionary<MavCmd, long> _unanswered = new();

    /// <summary>Sends a command with a place.</summary>
    public Task<CommandResult> Send(
        CommandIntRequest request,
        CommandOptions? options = null,
        CancellationToken cancellation = default
    ) => Run(new WireCommand(request, connection), options ?? CommandOptions.Default, cancellation);

    /// <summary>Sends a command without a place.</summary>
    public Task<CommandResult> Send(
        CommandLongRequest request,
        CommandOptions? options = null,
        CancellationToken cancellation = default
    ) => Run(Wire(request), options ?? CommandOptions.Default, cancellation);

    /// <summary>A command in the form that the vehicle is known to take.</summary>
    internal WireCommand Wire(CommandLongRequest request) =>
        new(request, connection, asLong: _asLong.ContainsKey(request.Command));

    /// <summary>Keeps the form that a command was answered in: the next one need not find it out.</summary>
    internal void Learn(WireCommand answered)
    {
        if (answered.FellBack)
            _asLong[answered.Command] = true;
    }

    /// <summary>True while an answer that is heard now may belong to an earlier command of this kind.</summary>
    internal bool MayBeAnswered(MavCmd command) =>
        (_turns.TryGetValue((command, 0), out var turn) && turn.IsTaken)
        || (_unanswered.TryGetValue(command, out var since) && connection.Time.GetElapsedTime(since) < Late);

    private async Task<CommandResult> Run(WireCommand wire, CommandOptions options, CancellationToken cancellation)
    {
        var command = wire.Command;
        var shared = SharedAnswers.Are(command)
            ? _shared.GetOrAdd(command, c => new SharedAnswers(connection, c))
            : null;
        var asked = connection.Time.GetTimestamp();
        using var expiry = new CancellationTokenSource(options.Expiry, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            using var turn = await _turns.GetOrAdd((command, wire.Key), _ => new OneAtATime()).Enter(either.Token);
            var result = await new CommandTransaction(connection, wire, options, asked, shared).Run(cancellation);
            if (result.Answer is not (null or MavResult.Unsupported))
                Learn(wire);
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
