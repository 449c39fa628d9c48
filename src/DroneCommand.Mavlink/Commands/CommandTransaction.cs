using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>One command from its first send to its end.</summary>
internal sealed class CommandTransaction(
    VehicleConnection connection,
    WireCommand wire,
    CommandOptions options,
    long asked,
    SharedAnswers? shared = null
)
{
    private readonly TimeProvider _time = connection.Time;
    private long _sent;

    public async Task<CommandResult> Run(CancellationToken cancellation)
    {
        using var reason = new RefusalReason(connection);
        using var acks = Expect();
        try
        {
            return await Run(acks, reason, cancellation);
        }
        finally
        {
            shared?.Leave(acks);
        }
    }

    private async Task<CommandResult> Run(
        MessageWaiter<CommandAck> acks,
        RefusalReason reason,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            if (_time.GetElapsedTime(asked) >= options.Expiry)
                return Silence();
            SendAgain(acks);
            if (await Answer(acks, cancellation) is not { } answer)
                return Silence();
            if (wire.IsAboutForm(answer))
                continue;
            return answer switch
            {
                MavResult.Accepted => CommandResult.Accepted(wire.Sends),
                MavResult.InProgress => CommandResult.NoAnswer(wire.Sends, "it reported progress but never an end"),
                _ => new CommandResult(
                    CommandResultKind.Refused,
                    answer,
                    await reason.Collect(Words(answer), cancellation),
                    wire.Sends
                ),
            };
        }
    }

    private CommandResult Silence() =>
        wire.Sends == 0
            ? CommandResult.Cancelled(0, "expired before it could be sent")
            : CommandResult.NoAnswer(wire.Sends, $"no answer to {wire.Sends} sends");

    private MessageWaiter<CommandAck> Expect() =>
        shared?.Join((uint)wire.Key)
        ?? connection.Expect<CommandAck>(a =>
            a.Command == wire.Command && connection.IsForUs(a.TargetSystem, a.TargetComponent)
        );

    private void SendAgain(MessageWaiter<CommandAck> acks)
    {
        shared?.Sent(acks);
        wire.Send();
        _sent = _time.GetTimestamp();
    }

    /// <summary>The first answer that counts, sending again meanwhile as the options allow; null for none.</summary>
    private async Task<MavResult?> Answer(MessageWaiter<CommandAck> acks, CancellationToken cancellation)
    {
        while (true)
        {
            var left = options.Expiry - _time.GetElapsedTime(asked);
            var wait = options.ResendAfter < left ? options.ResendAfter : left;
            if (await acks.Next(wait, cancellation) is { Came: true, Value: var ack })
                return ack.Result == MavResult.InProgress ? await End(acks, ack, cancellation) : ack.Result;
            if (_time.GetElapsedTime(asked) >= options.Expiry)
                return null;
            if (wire.Sends < options.MaxSends && MayRepeat())
                SendAgain(acks);
        }
    }

    private bool MayRepeat() => options.EvidenceSince is not { } since || since(_sent) == Evidence.DidNotHappen;

    /// <summary>Progress extends the deadline and ends the repetition; an endless one is bounded.</summary>
    private async Task<MavResult?> End(MessageWaiter<CommandAck> acks, CommandAck ack, CancellationToken cancellation)
    {
        var begun = _time.GetTimestamp();
        while (_time.GetElapsedTime(begun) < options.ProgressLimit)
        {
            options.Progress?.Report(ack.Progress);
            if (await acks.Next(options.ProgressTimeout, cancellation) is not { Came: true, Value: var next })
                return MavResult.InProgress;
            if (next.Result != MavResult.InProgress)
                return next.Result;
            ack = next;
        }
        return MavResult.InProgress;
    }

    private static string Words(MavResult answer) =>
        answer switch
        {
            MavResult.TemporarilyRejected => "'not now'",
            MavResult.Denied => "'denied'",
            MavResult.Unsupported => "'unsupported'",
            MavResult.Failed => "'failed'",
            MavResult.Cancelled => "'cancelled'",
            _ => "'" + answer + "'",
        };
}
