using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// Tells whose the answers are while several commands of a kind are in flight that differ in their first parameter, as
/// requests for different messages do. An answer names the command only. It is clear whose it is when only one was sent;
/// when as many answers came as were sent none was lost, and their order tells; otherwise nobody gets it, and it is asked
/// again. What was asked for stands for the answer.
/// </summary>
/// <remarks>Thread-safe: answers come on the link's thread.</remarks>
internal sealed class SharedAnswers(VehicleConnection connection, MavCmd command)
{
    // What is not answered by then is lost.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly HashSet<MessageWaiter<CommandAck>> _flying = [];
    private readonly List<(MessageWaiter<CommandAck> From, long At)> _sends = [];
    private readonly List<CommandAck> _answers = [];
    private IDisposable? _listening;

    /// <summary>True for a command whose first parameter names what is asked for.</summary>
    public static bool Are(MavCmd command) => command is MavCmd.RequestMessage or MavCmd.GetMessageInterval;

    /// <summary>Begins to collect the answers to one of them; dispose what is returned after <see cref="Leave"/>.</summary>
    /// <param name="message">The message id that it asks for.</param>
    public MessageWaiter<CommandAck> Join(uint message)
    {
        var waiter = new MessageWaiter<CommandAck>(connection.Time);
        waiter.Add(Proof(waiter, message));
        lock (_gate)
        {
            _flying.Add(waiter);
            _listening ??= connection.OnMessage<CommandAck>(Take);
        }
        return waiter;
    }

    /// <summary>One of them is being sent.</summary>
    public void Sent(MessageWaiter<CommandAck> waiter)
    {
        lock (_gate)
        {
            Forget();
            _sends.Add((waiter, connection.Time.GetTimestamp()));
        }
    }

    public void Leave(MessageWaiter<CommandAck> waiter)
    {
        lock (_gate)
        {
            _flying.Remove(waiter);
            if (_flying.Count > 0)
                return;
            _listening?.Dispose();
            _listening = null;
            _answers.Clear();
        }
    }

    private IDisposable Proof(MessageWaiter<CommandAck> waiter, uint message)
    {
        var accepted = new CommandAck { Command = command, Result = MavResult.Accepted };
        return command == MavCmd.GetMessageInterval
            ? connection.OnMessage<MessageInterval>(m =>
            {
                if (m.MessageId == message)
                    waiter.Offer(accepted);
            })
            : connection.OnFrame(
                (in Wire.FrameView frame) =>
                {
                    if (frame.MessageId == message)
                        waiter.Offer(accepted);
                }
            );
    }

    private void Take(CommandAck answer)
    {
        if (answer.Command != command || !connection.IsForUs(answer.TargetSystem, answer.TargetComponent))
            return;
        lock (_gate)
        {
            Forget();
            if (_sends.Count == 0)
                return;
            _answers.Add(answer);
            if (_sends.TrueForAll(s => s.From == _sends[0].From))
                _sends.RemoveRange(1, _sends.Count - 1);
            else if (_answers.Count < _sends.Count)
                return;
            for (var i = 0; i < _sends.Count; i++)
                _sends[i].From.Offer(_answers[i]);
            _sends.Clear();
            _answers.Clear();
        }
    }

    /// <summary>Once one is given up, the number of answers tells nothing about those before.</summary>
    private void Forget()
    {
        if (_sends.RemoveAll(s => connection.Time.GetElapsedTime(s.At) >= Late) > 0)
            _answers.Clear();
    }
}
