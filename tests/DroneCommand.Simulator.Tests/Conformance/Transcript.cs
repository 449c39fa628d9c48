using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Conformance;

/// <summary>What a vehicle said in a flight, in a form that two vehicles can be compared in.</summary>
internal sealed class Transcript
{
    // Texts of sensors and of the simulation itself, which say nothing of behaviour.
    private static readonly string[] NotCompared =
    [
        "RC7:",
        "RCInput:",
        "INS: alloc",
        "yaw alignment complete",
        "tilt alignment complete",
        "SIM Hit ground",
        "6d1219c7c4c5404aaa1f6d2a48adfda4",
        "7d1219c7c4c5404aaa1f6d2a48adfda4",
        "test-uid",
    ];

    private readonly Dictionary<string, List<string>> _answers = [];
    private List<string> _step = [];
    private uint? _mode;

    public List<string> Steps { get; } = [];

    public List<string> Modes { get; } = [];

    public List<string> Reached { get; } = [];

    public List<string> Texts { get; } = [];

    public static Transcript OfRecording(IReadOnlyList<RecordedEvent> events)
    {
        var transcript = new Transcript();
        foreach (var e in events)
        {
            if (e.Step is { } step)
            {
                transcript.Begin(step);
            }
            else if (!e.FromGround)
            {
                transcript.Take(e);
            }
        }

        return transcript;
    }

    /// <summary>Lines that one has and the other has not, by the longest run of lines that both have in order.</summary>
    public static IEnumerable<string> Differences(string what, List<string> real, List<string> ours)
    {
        var common = new int[real.Count + 1, ours.Count + 1];
        for (var i = real.Count - 1; i >= 0; i--)
        {
            for (var j = ours.Count - 1; j >= 0; j--)
            {
                common[i, j] =
                    real[i] == ours[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < real.Count || j < ours.Count; )
        {
            if (i < real.Count && j < ours.Count && real[i] == ours[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j < ours.Count && (i == real.Count || common[i, j + 1] >= common[i + 1, j]))
            {
                yield return $"{what}: only ours: {ours[j++]}";
            }
            else
            {
                yield return $"{what}: only the real one: {real[i++]}";
            }
        }
    }

    public void Begin(string step)
    {
        Steps.Add(step);
        _step = _answers[step] = [];
    }

    public IReadOnlyList<string> Answers(string step) => _answers[step];

    public void Take(Heard heard)
    {
        switch (heard.MessageId)
        {
            case MessageIds.CommandAck when heard.As<CommandAck>() is var a:
                _step.Add($"command {(uint)a.Command}: {(uint)a.Result}");
                break;
            case MessageIds.MissionAck when heard.As<MissionAck>() is var a:
                _step.Add($"ack {(uint)a.MissionType}: {(uint)a.Type}");
                break;
            case MessageIds.MissionRequest when heard.As<MissionRequest>() is var r:
                _step.Add($"ask {(uint)r.MissionType}: {r.Seq}");
                break;
            case MessageIds.MissionCount when heard.As<MissionCount>() is var c:
                _step.Add($"count {(uint)c.MissionType}: {c.Count}");
                break;
            case MessageIds.MissionItemReached when heard.As<MissionItemReached>() is var r:
                Reached.Add($"{r.Seq}");
                break;
            case MessageIds.Heartbeat when heard.As<Heartbeat>() is var h:
                TakeMode(h.CustomMode);
                break;
            case MessageIds.Statustext when heard.As<Statustext>() is var t:
                TakeText((uint)t.Severity, t.Text.ToString());
                break;
        }
    }

    private void Take(RecordedEvent e)
    {
        switch (e.Name)
        {
            case "COMMAND_ACK":
                _step.Add($"command {e.Whole("command")}: {e.Whole("result")}");
                break;
            case "MISSION_ACK":
                _step.Add($"ack {e.Whole("mission_type")}: {e.Whole("type")}");
                break;
            case "MISSION_REQUEST":
                _step.Add($"ask {e.Whole("mission_type")}: {e.Whole("seq")}");
                break;
            case "MISSION_COUNT":
                _step.Add($"count {e.Whole("mission_type")}: {e.Whole("count")}");
                break;
            case "MISSION_ITEM_REACHED":
                Reached.Add($"{e.Whole("seq")}");
                break;
            case "HEARTBEAT":
                TakeMode((uint)e.Whole("custom_mode"));
                break;
            case "STATUSTEXT":
                TakeText((uint)e.Whole("severity"), e.Text("text"));
                break;
        }
    }

    private void TakeMode(uint mode)
    {
        if (mode != _mode)
        {
            _mode = mode;
            Modes.Add($"mode {mode}");
        }
    }

    private void TakeText(uint severity, string text)
    {
        if (!NotCompared.Any(n => text.Contains(n, StringComparison.Ordinal)))
        {
            Texts.Add($"{severity} {text}");
        }
    }
}
