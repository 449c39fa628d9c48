namespace DroneCommand.Mavlink.Sequences;

/// <summary>The ends that a sequence can have.</summary>
public enum SequenceEnd
{
    /// <summary>The vehicle said yes and was seen to do it.</summary>
    Done,

    /// <summary>It was not asked, because of what is known about it.</summary>
    RefusedByUs,

    /// <summary>It said no; the text is its reason.</summary>
    RefusedByVehicle,

    /// <summary>It said nothing, or said yes and was not seen to do it: it may or may not have happened.</summary>
    NoAnswer,

    /// <summary>Given up by the caller, as a rule because a safety command goes first.</summary>
    Cancelled,
}

/// <summary>What became of a sequence.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Text">For people: 'BRAKE seen after 0.4 s', 'Arm: Need Position Estimate'.</param>
/// <param name="After">From the start to the end.</param>
public sealed record SequenceResult(SequenceEnd End, string Text, TimeSpan After)
{
    public bool IsDone => End == SequenceEnd.Done;
}
