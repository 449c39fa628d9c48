namespace DroneCommand.Mavlink.Autopilots;

/// <summary>What the site and the server demand of a vehicle's failsafes.</summary>
/// <param name="GroundSystemId">Our system id: the one whose heartbeats the vehicle must miss.</param>
/// <param name="ReturnAltitudeMetres">The least height above home at which it may return; null where nothing is in the way.</param>
/// <param name="NeedsFence">The site's boundary must be enforced by the vehicle too.</param>
public sealed record FailsafeLimits(byte GroundSystemId, double? ReturnAltitudeMetres = null, bool NeedsFence = true)
{
    /// <summary>What it must do when it loses us; null: anything but nothing.</summary>
    public FailsafeAction? LinkLost { get; init; }

    /// <summary>What it must do at a low battery; null: anything but nothing.</summary>
    public FailsafeAction? BatteryLow { get; init; }

    /// <summary>What it must do outside its fence; null: anything but nothing.</summary>
    public FailsafeAction? FenceBreach { get; init; }

    /// <summary>The mission points a camera: a mount must be set up.</summary>
    public bool NeedsMount { get; init; }

    /// <summary>The mission is to go on without us.</summary>
    internal bool GoesOn => LinkLost == FailsafeAction.Continue;
}

/// <summary>
/// Something that is looked at before arming: one setting, or several that mean something only together. A setting may
/// bear different names in different versions; the one that the vehicle has counts.
/// </summary>
/// <param name="Subject">For people: 'ground station failsafe'.</param>
/// <param name="Settings">For each setting its names, newest first.</param>
/// <param name="Judge">
/// Gets the settings' values in their order, NaN for what the vehicle does not say; null when they are good, else what is
/// wrong with them.
/// </param>
public sealed record ParameterCheck(
    string Subject,
    IReadOnlyList<IReadOnlyList<ParameterName>> Settings,
    Func<IReadOnlyList<double>, string?> Judge
)
{
    /// <summary>A check of one setting, which the vehicle must say.</summary>
    public static ParameterCheck Of(string subject, Func<double, string?> judge, params ParameterName[] names) =>
        new(subject, [names], values => double.IsNaN(values[0]) ? "the vehicle does not say it" : judge(values[0]));
}

/// <summary>A name that a parameter bears in some version.</summary>
/// <param name="Name">At most 16 characters.</param>
/// <param name="Scale">What the value is multiplied with.</param>
public readonly record struct ParameterName(string Name, double Scale = 1)
{
    public static implicit operator ParameterName(string name) => new(name);
}
