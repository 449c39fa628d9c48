namespace DroneCommand.Mavlink.Autopilots;

/// <summary>What an autopilot does by itself when a link, a battery or its place fails.</summary>
public enum FailsafeAction
{
    /// <summary>Goes home.</summary>
    Return,

    /// <summary>Goes on with its mission.</summary>
    Continue,

    /// <summary>Stops where it is.</summary>
    Hold,

    /// <summary>Comes down where it is.</summary>
    Land,
}

/// <summary>
/// A parameter whose values mean actions. Values that mean one thing or another by circumstances (return by the way it
/// came, else land) are none of them: a mission that asks for one action does not get by chance.
/// </summary>
/// <param name="Subject">For people.</param>
/// <param name="Name">The parameter.</param>
/// <param name="Meanings">What its values do.</param>
internal sealed record FailsafeActions(string Subject, string Name, params (int Value, FailsafeAction Does)[] Meanings)
{
    /// <summary>The check that a mission asks for; none where it asks for nothing.</summary>
    public IEnumerable<ParameterCheck> Wanting(FailsafeAction? action) =>
        action is { } wanted ? [ParameterCheck.Of(Subject, value => WhyNot((int)value, wanted), Name)] : [];

    private string? WhyNot(int value, FailsafeAction wanted)
    {
        var right = Meanings.Where(m => m.Does == wanted).Select(m => m.Value).ToList();
        if (right.Contains(value))
            return null;
        var meaning = Array.FindIndex(Meanings, m => m.Value == value) is var i and >= 0
            ? $" ({Word(Meanings[i].Does)})"
            : "";
        return right.Count == 0
            ? $"it is {value}{meaning}; the mission asks for {Word(wanted)}, which this autopilot cannot do then"
            : $"it is {value}{meaning}; the mission asks for {Word(wanted)}, which is {string.Join(" or ", right)}";
    }

    private static string Word(FailsafeAction action) => action.ToString().ToLowerInvariant();
}
