using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.FlightCards.Records;

/// <summary>Where the vehicle said it was, and what it was doing.</summary>
/// <param name="Seconds">Since the first step.</param>
/// <param name="Point">The place.</param>
/// <param name="Local">The same in metres from the dock.</param>
/// <param name="AboveHomeM">Metres above home.</param>
/// <param name="SpeedMps">Over ground.</param>
/// <param name="ClimbMps">Up positive.</param>
/// <param name="Mode">By its name.</param>
/// <param name="Armed">Motors may turn.</param>
/// <param name="Item">Mission item as on the wire.</param>
/// <param name="BatteryPercent">What is left; null while not known.</param>
public sealed record TrackSample(
    double Seconds,
    GeoPoint Point,
    LocalPoint Local,
    double AboveHomeM,
    double SpeedMps,
    double ClimbMps,
    string Mode,
    bool Armed,
    int Item,
    double? BatteryPercent
);

/// <summary>What an event of a flight is about.</summary>
public enum FlightEventKind
{
    Step,
    Mode,
    Armed,
    Disarmed,
    Text,
    Ack,
    ItemReached,
    FenceBreached,
    Reboot,
    Fault,
    Photo,
}

/// <summary>Something that happened at one moment.</summary>
/// <param name="Seconds">Since the first step.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">The mode's name, the text, 'COMPONENT_ARM_DISARM ACCEPTED'.</param>
/// <param name="Number">The item's number, or the text's severity.</param>
public sealed record FlightEvent(double Seconds, FlightEventKind Kind, string Text, int Number = 0);

/// <summary>An answer to a command.</summary>
public sealed record Acknowledged(double Seconds, MavCmd Command, MavResult Result);

/// <summary>All that a flight left behind, for judgement and for the report. Immutable once the flight is over.</summary>
public sealed record FlightRecord
{
    public required Site Site { get; init; }

    /// <summary>Metres around the dock.</summary>
    public required LocalFrame Frame { get; init; }

    public required IReadOnlyList<TrackSample> Track { get; init; }

    public required IReadOnlyList<FlightEvent> Events { get; init; }

    public required IReadOnlyList<Acknowledged> Acks { get; init; }

    /// <summary>Messages of each id that came.</summary>
    public required IReadOnlyDictionary<uint, int> Messages { get; init; }

    /// <summary>The plan that was flown; null for a mission that was written out in the card.</summary>
    public required Plan? Plan { get; init; }

    /// <summary>The mission that was uploaded last, without home.</summary>
    public required IReadOnlyList<MissionItem> Mission { get; init; }

    /// <summary>Name of the mode in which missions are flown.</summary>
    public required string MissionMode { get; init; }

    public required bool Flies { get; init; }

    /// <summary>From the first step to the end.</summary>
    public required double Seconds { get; init; }

    /// <summary>The route that the mission means, in metres from the dock: home, each place in its order, and home again.</summary>
    public IReadOnlyList<LocalPoint> Route => MissionRoute.Of(Mission, Frame);

    public IEnumerable<FlightEvent> Of(FlightEventKind kind) => Events.Where(e => e.Kind == kind);

    /// <summary>The modes in their order, the one at the first step first.</summary>
    public IReadOnlyList<string> Modes => [.. Of(FlightEventKind.Mode).Select(e => e.Text)];

    /// <summary>From the first arming to the last disarming, or to the end; null when it was never armed.</summary>
    public double? ArmedSeconds =>
        Of(FlightEventKind.Armed).FirstOrDefault() is { } armed
            ? (Of(FlightEventKind.Disarmed).LastOrDefault()?.Seconds ?? Seconds) - armed.Seconds
            : null;
}
