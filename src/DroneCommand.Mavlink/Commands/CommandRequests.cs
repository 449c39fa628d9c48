using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// A command without a place, or with one in floats. Parameters are in the units of MAVLink's definition. It is sent as
/// COMMAND_INT where that says the same, otherwise as COMMAND_LONG.
/// </summary>
public sealed record CommandLongRequest(
    MavCmd Command,
    float Param1 = 0,
    float Param2 = 0,
    float Param3 = 0,
    float Param4 = 0,
    float Param5 = 0,
    float Param6 = 0,
    float Param7 = 0
);

/// <summary>
/// A command with a place, sent as COMMAND_INT: a float would lose a metre, and COMMAND_LONG says no frame. The frame is
/// a global one and says what the altitude is measured from; without a position parameters 5 and 6 are zero.
/// </summary>
public sealed record CommandIntRequest(
    MavCmd Command,
    MavFrame Frame,
    GeoPoint? Position,
    double AltitudeMetres,
    float Param1 = 0,
    float Param2 = 0,
    float Param3 = 0,
    float Param4 = 0
);

/// <summary>What the vehicle's state, as heard since a command was sent, says about the command's effect.</summary>
public enum Evidence
{
    /// <summary>Nothing was heard yet that would tell.</summary>
    None,

    /// <summary>It happened, although the answer may have been lost.</summary>
    Happened,

    /// <summary>What was heard after the vehicle must have had it shows that it did not happen.</summary>
    DidNotHappen,
}

/// <summary>How a command is sent.</summary>
public sealed record CommandOptions
{
    /// <summary>
    /// From the call to the last moment at which the command may be sent or its answer is waited for. A command that could
    /// not be sent by then never is.
    /// </summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer is waited for before the command is sent again.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromMilliseconds(800);

    public int MaxSends { get; init; } = 6;

    /// <summary>
    /// Null for a command whose repetition changes nothing. Otherwise it is sent again only when this says that it did
    /// not happen. The argument is the <see cref="TimeProvider"/>'s timestamp of the newest send.
    /// </summary>
    public Func<long, Evidence>? EvidenceSince { get; init; }

    /// <summary>After IN_PROGRESS: how long until the next sign of progress or the end.</summary>
    public TimeSpan ProgressTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A vehicle that reports progress for longer than this without an end counts as no answer.</summary>
    public TimeSpan ProgressLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets the percentages that the vehicle reports; 255 where it reports none.</summary>
    public IProgress<byte>? Progress { get; init; }

    public static CommandOptions Default { get; } = new();
}
