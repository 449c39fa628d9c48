using System.Text.Json;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Tests.Conformance;

/// <summary>One event of a recorded flight of the real autopilot.</summary>
internal sealed record RecordedEvent(double At, string? Step, bool FromGround, string Name, JsonElement Fields)
{
    public double Number(string field) =>
        Fields.GetProperty(field) is { ValueKind: JsonValueKind.String } text && text.GetString() == "nan"
            ? double.NaN
            : Fields.GetProperty(field).GetDouble();

    public float Float(string field) => (float)Number(field);

    public int Whole(string field) => (int)Number(field);

    public string Text(string field) => Fields.GetProperty(field).GetString() ?? "";
}

/// <summary>Reads the events of a recording: what was tried, step by step, and what the real autopilot answered.</summary>
internal static class Recording
{
    public static IReadOnlyList<RecordedEvent> Read(string path)
    {
        var events = new List<RecordedEvent>();
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line.Replace("NaN", "\"nan\"", StringComparison.Ordinal));
            var e = document.RootElement;
            var at = e.GetProperty("t").GetDouble();
            if (e.TryGetProperty("step", out var step))
            {
                events.Add(new RecordedEvent(at, step.GetString(), true, "", default));
            }
            else if (e.TryGetProperty("name", out var name))
            {
                var fields = e.GetProperty("fields").Clone();
                events.Add(
                    new RecordedEvent(at, null, e.GetProperty("dir").GetString() == "tx", name.GetString()!, fields)
                );
            }
        }

        return events;
    }

    public static CommandLong CommandLong(RecordedEvent e, byte system) =>
        new()
        {
            TargetSystem = Target(e, system),
            TargetComponent = 1,
            Command = (MavCmd)e.Whole("command"),
            Param1 = e.Float("param1"),
            Param2 = e.Float("param2"),
            Param3 = e.Float("param3"),
            Param4 = e.Float("param4"),
            Param5 = e.Float("param5"),
            Param6 = e.Float("param6"),
            Param7 = e.Float("param7"),
        };

    public static CommandInt CommandInt(RecordedEvent e, byte system) =>
        new()
        {
            TargetSystem = Target(e, system),
            TargetComponent = 1,
            Frame = (MavFrame)e.Whole("frame"),
            Command = (MavCmd)e.Whole("command"),
            Param1 = e.Float("param1"),
            Param2 = e.Float("param2"),
            Param3 = e.Float("param3"),
            Param4 = e.Float("param4"),
            X = e.Whole("x"),
            Y = e.Whole("y"),
            Z = e.Float("z"),
        };

    public static MissionItemInt Item(RecordedEvent e, byte system) =>
        new()
        {
            TargetSystem = system,
            TargetComponent = 1,
            Seq = (ushort)e.Whole("seq"),
            Frame = (MavFrame)e.Whole("frame"),
            Command = (MavCmd)e.Whole("command"),
            Autocontinue = (byte)e.Whole("autocontinue"),
            Param1 = e.Float("param1"),
            Param2 = e.Float("param2"),
            Param3 = e.Float("param3"),
            Param4 = e.Float("param4"),
            X = e.Whole("x"),
            Y = e.Whole("y"),
            Z = e.Float("z"),
            MissionType = (MavMissionType)e.Whole("mission_type"),
        };

    // A wrong system id on purpose stays wrong.
    private static byte Target(RecordedEvent e, byte system) => e.Whole("target_system") == 99 ? (byte)99 : system;
}
