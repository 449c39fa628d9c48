namespace DroneCommand.Mavlink.Autopilots;

/// <summary>What the site and the server demand of a vehicle's failsafes.</summary>
/// <param name="GroundSystemId">Our system id: the one whose heartbeats the vehicle must miss.</param>
/// <param name="ReturnAltitudeMetres">The least height above home at which it may return; null where nothing is in the way.</param>
/// <param name="NeedsFence">The site's boundary must be enforced by the vehicle too.</param>
public sealed record FailsafeLimits(byte GroundSystemId, double? ReturnAltitudeMetres = null, bool NeedsFence = true);

/// <summary>
/// One setting that is looked at before arming. A setting may bear different names in different versions; the first that
/// the vehicle has counts.
/// </summary>
/// <param name="Subject">For people: 'ground station failsafe'.</param>
/// <param name="Names">The parameter's names, newest first, each with what turns its value into <paramref name="Judge"/>'s unit.</param>
/// <param name="Judge">Null when the value is good, else what is wrong with it.</param>
/// <param name="Optional">Nothing is wrong where the vehicle has none of the names.</param>
public sealed record ParameterCheck(
    string Subject,
    IReadOnlyList<ParameterName> Names,
    Func<double, string?> Judge,
    bool Optional = false
);

/// <summary>A name that a parameter bears in some version.</summary>
/// <param name="Name">At most 16 characters.</param>
/// <param name="Scale">What the value is multiplied with.</param>
public readonly record struct ParameterName(string Name, double Scale = 1);
