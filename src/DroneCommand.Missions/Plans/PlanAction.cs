using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Plans;

/// <summary>Something that a vehicle does at a place of its route. The set is closed: plans turn each into mission items.</summary>
public abstract record PlanAction
{
    private protected PlanAction() { }
}

/// <summary>Stays.</summary>
/// <param name="Duration">How long; autopilots count whole seconds.</param>
public sealed record Dwell(TimeSpan Duration) : PlanAction;

/// <summary>Circles about the place.</summary>
/// <param name="RadiusMetres">Negative: anticlockwise.</param>
/// <param name="Turns">How often.</param>
public sealed record Orbit(double RadiusMetres, double Turns) : PlanAction
{
    /// <summary>The way round, metres.</summary>
    public double LengthMetres => 2 * Math.PI * Math.Abs(RadiusMetres) * Turns;
}

/// <summary>Another speed from here on.</summary>
/// <param name="MetresPerSecond">Over ground.</param>
public sealed record ChangeSpeed(double MetresPerSecond) : PlanAction;

/// <summary>Keeps the camera on a place.</summary>
/// <param name="Target">Where.</param>
/// <param name="Altitude">How high above home.</param>
public sealed record LookAt(GeoPoint Target, AltitudeAboveHome Altitude) : PlanAction;

/// <summary>Takes the camera off any place: it looks where the vehicle goes.</summary>
public sealed record LookAhead : PlanAction;

/// <summary>Turns the camera.</summary>
/// <param name="PitchDeg">Above the horizon; -90 is straight down.</param>
/// <param name="YawDeg">Clockwise from the vehicle's nose.</param>
public sealed record PointCamera(double PitchDeg, double YawDeg = 0) : PlanAction;

/// <summary>Takes one picture.</summary>
public sealed record TakePhoto : PlanAction;

/// <summary>Takes a picture every so many metres from here on.</summary>
/// <param name="Metres">0 stops it.</param>
public sealed record TriggerEvery(double Metres) : PlanAction;

/// <summary>Begins a recording.</summary>
public sealed record StartVideo : PlanAction;

/// <summary>Ends it.</summary>
public sealed record StopVideo : PlanAction;

/// <summary>Turns the vehicle on the spot.</summary>
/// <param name="HeadingDeg">Clockwise from true north.</param>
public sealed record Face(double HeadingDeg) : PlanAction;
