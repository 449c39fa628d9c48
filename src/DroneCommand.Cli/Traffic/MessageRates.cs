namespace DroneCommand.Cli.Traffic;

/// <summary>Tells how often messages come.</summary>
internal interface IMessageRates
{
    /// <summary>Null where no time is known.</summary>
    (double Hz, double BytesPerSecond)? Of(SenderKey sender, uint messageId, MessageCounts counts);
}

/// <summary>Averages over all the time that a recording took.</summary>
internal sealed class AverageRates(double? seconds) : IMessageRates
{
    public (double Hz, double BytesPerSecond)? Of(SenderKey sender, uint messageId, MessageCounts counts) =>
        seconds is > 0 and { } time ? (counts.Count / time, counts.Bytes / time) : null;
}

/// <summary>Rates of the last seconds of a live link. One thread at a time.</summary>
internal sealed class RecentRates : IMessageRates
{
    private const int Seconds = 5;

    private readonly Queue<Moment> _moments = [];
    private double _now;

    /// <summary>Remembers the counts. Call it at the beginning, when nothing has come, and then every second.</summary>
    /// <param name="stats">The counts.</param>
    /// <param name="seconds">Since the beginning.</param>
    public void Remember(TrafficStats stats, double seconds)
    {
        _now = seconds;
        var counts = new Dictionary<(SenderKey, uint), (long, long)>();
        foreach (var (key, sender) in stats.Senders)
        foreach (var (id, message) in sender.Messages)
            counts.Add((key, id), (message.Count, message.Bytes));
        _moments.Enqueue(new Moment(seconds, counts));
        if (_moments.Count > Seconds + 1)
            _moments.Dequeue();
    }

    public (double Hz, double BytesPerSecond)? Of(SenderKey sender, uint messageId, MessageCounts counts)
    {
        if (!_moments.TryPeek(out var then) || _now <= then.Seconds)
            return null;
        var (count, bytes) = then.Counts.GetValueOrDefault((sender, messageId));
        var time = _now - then.Seconds;
        return ((counts.Count - count) / time, (counts.Bytes - bytes) / time);
    }

    private sealed record Moment(double Seconds, Dictionary<(SenderKey, uint), (long Count, long Bytes)> Counts);
}
