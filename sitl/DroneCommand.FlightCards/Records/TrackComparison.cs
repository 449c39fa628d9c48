namespace DroneCommand.FlightCards.Records;

/// <summary>Parts of a flight's track.</summary>
internal static class TrackComparison
{
    /// <summary>What was flown of the mission: armed, in its mode, on the way to a place that has a number.</summary>
    public static IReadOnlyList<TrackSample> OnMission(FlightRecord record) =>
        [.. record.Track.Where(s => s.Armed && s.Mode == record.MissionMode && s.Item > 0)];
}
