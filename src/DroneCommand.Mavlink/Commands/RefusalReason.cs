using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// Finds why a vehicle refused. ArduPilot says it only in STATUSTEXTs, shortly before or after its answer, so texts are
/// collected from before the command is sent until a moment after the refusal.
/// </summary>
internal sealed class RefusalReason : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time;
    private readonly MessageWaiter<Statustext> _texts;
    private readonly StatusTextAssembler _joined = new();

    public RefusalReason(VehicleConnection connection)
    {
        _time = connection.Time;
        _texts = connection.Expect<Statustext>(t => t.Severity <= MavSeverity.Notice);
    }

    /// <summary>The vehicle's texts, or its bare answer in words when it gave none within a second.</summary>
    public async Task<string> Collect(string answer, CancellationToken cancellation)
    {
        var texts = new List<string>();
        var since = _time.GetTimestamp();
        while (true)
        {
            var left = Window - _time.GetElapsedTime(since);
            var wait = texts.Count > 0 && Quiet < left ? Quiet : left;
            if (await _texts.Next(wait, cancellation) is not { Came: true, Value: var text })
                return texts.Count > 0 ? string.Join("; ", texts) : $"the vehicle answered {answer} and gave no reason";
            _joined.Take(text, whole => Add(texts, whole.Text.Trim()));
        }
    }

    private static void Add(List<string> texts, string words)
    {
        if (words.Length > 0 && !texts.Contains(words))
            texts.Add(words);
    }

    public void Dispose() => _texts.Dispose();
}
