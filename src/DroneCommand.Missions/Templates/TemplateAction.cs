namespace DroneCommand.Missions.Templates;

/// <summary>Something that a template asks for at a place of its route. The set is closed.</summary>
public abstract record TemplateAction
{
    private TemplateAction() { }

    /// <summary>Stays there for a time.</summary>
    public sealed record Dwell(TimeSpan Duration) : TemplateAction;

    /// <summary>Turns the camera to something.</summary>
    /// <param name="Target">'checkpoint' for the nearest one, 'ahead', 'inside', or the name of a feature of the site.</param>
    public sealed record LookAt(string Target) : TemplateAction
    {
        public const string Checkpoint = "checkpoint";
        public const string Ahead = "ahead";
        public const string Inside = "inside";

        /// <summary>It is a feature's name.</summary>
        public bool IsNamed => Target is not (Checkpoint or Ahead or Inside);
    }

    /// <summary>One picture.</summary>
    public sealed record Photo : TemplateAction;

    /// <summary>Video from here on, or no longer.</summary>
    public sealed record Video(bool Start) : TemplateAction;

    /// <summary>Turns the camera: degrees above the horizon, degrees clockwise from the nose.</summary>
    public sealed record PointCamera(double PitchDeg, double YawDeg) : TemplateAction;

    /// <summary>Circles about the place.</summary>
    /// <param name="RadiusMetres">Negative: anticlockwise.</param>
    /// <param name="Turns">Whole circles.</param>
    public sealed record Orbit(double RadiusMetres, int Turns) : TemplateAction;
}

/// <summary>What is done where along a route.</summary>
public sealed record TemplateActions
{
    public static TemplateActions None { get; } = new();

    public IReadOnlyList<TemplateAction> AtStart { get; init; } = [];

    public IReadOnlyList<TemplateAction> AtCheckpoint { get; init; } = [];

    public IReadOnlyList<TemplateAction> AtCorner { get; init; } = [];

    public IReadOnlyList<TemplateAction> AtEnd { get; init; } = [];

    public bool IsEmpty => AtStart.Count + AtCheckpoint.Count + AtCorner.Count + AtEnd.Count == 0;
}
