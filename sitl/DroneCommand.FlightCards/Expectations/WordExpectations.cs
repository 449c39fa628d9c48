using DroneCommand.FlightCards.Records;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.FlightCards.Expectations;

/// <summary>Texts that the vehicle must have said, in this order, or must not have said at all.</summary>
internal sealed record TextExpectation(IReadOnlyList<string> Texts, bool Never) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var said = record.Of(FlightEventKind.Text).ToList();
        if (Never)
        {
            var wrong = said.Find(e => Texts.Any(t => e.Text.Contains(t, StringComparison.Ordinal)));
            return (
                wrong is null,
                wrong is null ? Text($"none of {said.Count} texts") : Text($"'{wrong.Text}' at {wrong.Seconds:0} s")
            );
        }

        var from = 0;
        foreach (var text in Texts)
        {
            var at = said.FindIndex(from, e => e.Text.Contains(text, StringComparison.Ordinal));
            if (at < 0)
            {
                var tail = string.Join(" | ", said.TakeLast(6).Select(e => e.Text));
                return (false, $"'{text}' was not said{(from > 0 ? " after that" : "")}; the last texts: {tail}");
            }

            from = at + 1;
        }

        return (true, Text($"said, the last at {said[from - 1].Seconds:0} s"));
    }
}

/// <summary>The modes of the flight in their order, the one at the first step first, and no others.</summary>
internal sealed record ModesExpectation(IReadOnlyList<string> Modes) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record) =>
        (record.Modes.SequenceEqual(Modes), string.Join(" → ", record.Modes));
}

/// <summary>Mission items that were reached, in this order, among others.</summary>
internal sealed record ItemsExpectation(IReadOnlyList<int> Numbers) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var reached = record.Of(FlightEventKind.ItemReached).Select(e => e.Number).ToList();
        return (reached.SequenceEqual(Numbers), "reached: " + string.Join(", ", reached));
    }
}

/// <summary>Answers to commands that must have come, in this order, among others.</summary>
internal sealed record AcksExpectation(IReadOnlyList<(MavCmd Command, MavResult Result)> Acks) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var heard = record.Acks.ToList();
        var from = 0;
        foreach (var (command, result) in Acks)
        {
            var at = heard.FindIndex(from, a => a.Command == command && a.Result == result);
            if (at < 0)
            {
                var all = string.Join(", ", record.Of(FlightEventKind.Ack).Select(e => e.Text));
                return (
                    false,
                    $"{FlightRecorder.Wire(command.ToString())} {FlightRecorder.Wire(result.ToString())} did not come; {all}"
                );
            }

            from = at + 1;
        }

        return (true, Text($"{Acks.Count} of {heard.Count} answers, in order"));
    }
}

/// <summary>How many pictures the camera took.</summary>
internal sealed record PhotosExpectation(int Least, int Most) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var taken = record.Of(FlightEventKind.Photo).Count();
        return (taken >= Least && taken <= Most, Text($"{taken} pictures"));
    }
}
