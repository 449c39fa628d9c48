using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>
/// Reads all parameters: asks for the list once, lets the vehicle stream it, and asks for what is missing by number, a few
/// at a time. How long a pause means that no more comes follows the rate at which values came. While nothing at all is
/// heard of the vehicle it asks for nothing, and goes on where it was when the link is back.
/// </summary>
internal sealed class ParameterDownload(VehicleConnection connection, ParameterListOptions options)
{
    private const int MostShifts = 5;
    private const int MostFruitlessRounds = 25;
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time = connection.Time;
    private readonly ParameterTable _table = new();
    private readonly long _begun = connection.Time.GetTimestamp();
    private long _heard = connection.Time.GetTimestamp();
    private double _gapSeconds = 0.1;
    private int _fruitless;

    private TimeSpan Pause => TimeSpan.FromSeconds(Math.Clamp(8 * _gapSeconds, 0.3, 3));

    // Values that are there already can come for ever.
    private bool IsLate => _time.GetElapsedTime(_begun) >= options.Deadline;

    private TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heard));

    public async Task<ParameterListResult> Run(Func<ParameterEncoding> encoding, CancellationToken cancellation)
    {
        try
        {
            using var hearing = connection.OnFrame(
                (in Wire.FrameView _) => Volatile.Write(ref _heard, _time.GetTimestamp())
            );
            using var values = connection.Expect<ParamValue>(v => _table.Take(v));
            var problem = await Fill(values, cancellation);
            return problem == null
                ? Result(ParameterEnd.Done, "", encoding())
                : Result(ParameterEnd.NoAnswer, problem, encoding());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Result(ParameterEnd.Cancelled, "given up", encoding());
        }
    }

    /// <summary>Null when the list is whole, else what is wrong.</summary>
    private async Task<string?> Fill(MessageWaiter<ParamValue> values, CancellationToken cancellation)
    {
        for (var shifts = 0; shifts < MostShifts && !IsLate; shifts++)
        {
            _table.Clear();
            if (await Stream(values, cancellation) is { } silent)
                return silent;
            while (!_table.Shifted && _table.Filled < _table.Total)
                if (await FillGaps(values, cancellation) is { } problem)
                    return problem;
            if (!_table.Shifted && NamesDiffer())
                return null;
        }
        return "the vehicle numbered its parameters anew all the time";
    }

    /// <summary>Asks for the list, again until something comes, and takes it until the stream pauses.</summary>
    private async Task<string?> Stream(MessageWaiter<ParamValue> values, CancellationToken cancellation)
    {
        while (_table.Total == 0)
        {
            if (await WaitForLink(cancellation) is { } silent)
                return silent;
            if (++_fruitless > MostFruitlessRounds)
                return "the vehicle does not list its parameters";
            RequestList();
            await Collect(values, FirstAnswer, () => _table.Total > 0, cancellation);
        }
        _fruitless = 0;
        while (!_table.Shifted && !IsLate && !_table.Has(_table.Total - 1))
            if (!await Collect(values, Pause, () => false, cancellation))
                break;
        return null;
    }

    private async Task<string?> FillGaps(MessageWaiter<ParamValue> values, CancellationToken cancellation)
    {
        if (await WaitForLink(cancellation) is { } silent)
            return silent;
        var before = _table.Filled;
        var asked = _table.Gaps(options.BatchSize);
        foreach (var index in asked)
            Request(index);
        var whole = () => _table.Shifted || asked.TrueForAll(_table.Has);
        while (!whole() && !IsLate && await Collect(values, Pause, whole, cancellation)) { }
        _fruitless = _table.Filled > before ? 0 : _fruitless + 1;
        return _fruitless <= MostFruitlessRounds ? null : "the vehicle does not answer for some of them";
    }

    /// <summary>Takes one arrival and all that came with it; false after a pause.</summary>
    private async Task<bool> Collect(
        MessageWaiter<ParamValue> values,
        TimeSpan pause,
        Func<bool> enough,
        CancellationToken cancellation
    )
    {
        var since = _time.GetTimestamp();
        var before = _table.Filled;
        if (enough())
            return true;
        if (!(await values.Next(pause, cancellation)).Came)
            return false;
        while ((await values.Next(TimeSpan.Zero, cancellation)).Came) { }
        var came = Math.Max(1, _table.Filled - before);
        _gapSeconds += ((_time.GetElapsedTime(since).TotalSeconds / came) - _gapSeconds) / 8;
        options.Progress?.Report(new TransferProgress(_table.Filled, _table.Total));
        return true;
    }

    /// <summary>Waits while the vehicle is not heard at all; null when it is.</summary>
    private async Task<string?> WaitForLink(CancellationToken cancellation)
    {
        if (Silence >= Silent)
        {
            using var anything = connection.ExpectEvents<object>();
            anything.Add(connection.OnFrame((in Wire.FrameView _) => anything.Offer(connection)));
            if (!(await anything.Next(options.SilenceLimit - Silence, cancellation)).Came)
                return "the vehicle fell silent";
        }
        return IsLate ? "it took too long" : null;
    }

    private bool NamesDiffer()
    {
        var values = _table.Values();
        return values.Select(v => v.ParamId.ToString()).Distinct().Count() == values.Count;
    }

    private ParameterListResult Result(ParameterEnd end, string reason, ParameterEncoding encoding)
    {
        var total = _table.Total;
        var parameters = _table
            .Values()
            .Select(v => new Parameter(v.ParamId, v.ParamType, encoding.Decode(v.Value, v.ParamType)))
            .ToList();
        return new ParameterListResult(
            end,
            parameters,
            total,
            end == ParameterEnd.NoAnswer && total > 0
                ? $"{reason}: {total - parameters.Count} of {total} are missing"
                : reason
        );
    }

    private void RequestList() =>
        connection.Send(
            new ParamRequestList
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
            }
        );

    private void Request(int index) =>
        connection.Send(
            new ParamRequestRead
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                ParamIndex = (short)index,
            }
        );
}
