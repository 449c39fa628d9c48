namespace DroneCommand.Missions.Search;

/// <summary>The words by which the parameters of searches are set, beside those that all kinds share.</summary>
internal static class SearchWords
{
    public const string Fit = "fit";
    public const string Conditions = "conditions";
    public const string Range = "range";
    public const string Terrain = "terrain";
    public const string Climate = "climate";
    public const string Ring25 = "ring-25";
    public const string Ring50 = "ring-50";
    public const string Ring75 = "ring-75";
    public const string Ring95 = "ring-95";
    public const string Levels = "levels";
    public const string Elapsed = "elapsed";
    public const string CurrentTowards = "current-towards";
    public const string CurrentSpeed = "current-speed";
    public const string WindFrom = "wind-from";
    public const string WindSpeed = "wind-speed";
    public const string Leeway = "leeway";
    public const string Divergence = "divergence";
    public const string PositionError = "position-error";
    public const string NavigationError = "navigation-error";
    public const string DriftError = "drift-error";
    public const string Search = "search";
    public const string Pattern = "pattern";
    public const string FollowDrift = "follow-drift";
}
