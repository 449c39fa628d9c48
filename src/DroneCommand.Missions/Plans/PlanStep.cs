namespace DroneCommand.Missions.Plans;

/// <summary>What a vehicle is told in one item of its mission.</summary>
internal enum PlanStepKind
{
    TakeOff,
    Speed,
    Waypoint,
    Orbit,
    Action,
    Hold,
    Land,
    ReturnToLaunch,
}

/// <summary>One step.</summary>
/// <param name="Kind">What is told.</param>
/// <param name="Target">Where and how high; home for what has no place of its own.</param>
/// <param name="LegIndex">Index in <see cref="Plan.Legs"/> of the leg that is under way while the vehicle carries it out.</param>
internal sealed record PlanStep(PlanStepKind Kind, TrackPoint Target, int LegIndex)
{
    /// <summary>What is done in an <see cref="PlanStepKind.Action"/> or <see cref="PlanStepKind.Orbit"/>.</summary>
    public PlanAction? Action { get; init; }
}
