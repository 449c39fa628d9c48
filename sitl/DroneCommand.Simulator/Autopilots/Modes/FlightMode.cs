using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>Which speed DO_CHANGE_SPEED changes.</summary>
public enum SpeedKind
{
    Ground,
    Climb,
    Descent,
}

/// <summary>Where a mode is heading: the place with its altitude above sea level, the distance in metres, the bearing in degrees.</summary>
public readonly record struct ModeTarget(
    GeoPoint Place,
    double AmslM,
    double DistanceM,
    double BearingDeg,
    double CrossTrackM
);

/// <summary>One mode of the autopilot: by what number it goes, when it may be entered, and what it does.</summary>
public abstract class FlightMode(byte number, string name)
{
    /// <summary>The number in HEARTBEAT.custom_mode.</summary>
    public byte Number { get; } = number;

    /// <summary>The name in STATUSTEXTs.</summary>
    public string Name { get; } = name;

    /// <summary>True when it cannot work without a position.</summary>
    public virtual bool RequiresPosition => true;

    public virtual bool AllowsArming => true;

    /// <summary>True when the vehicle finds its own way (the guided bit of a rover's heartbeat).</summary>
    public virtual bool IsAutopilot => false;

    public virtual bool HasManualInput => false;

    /// <summary>True while it is on its way down to the ground.</summary>
    public virtual bool IsLanding => false;

    /// <summary>Where it is going, when it is going anywhere.</summary>
    public virtual ModeTarget? Target => null;

    /// <summary>Prepares the mode; false refuses it. Checks are ignored while disarmed: arming makes them up.</summary>
    public virtual bool Enter(bool ignoreChecks) => true;

    public virtual void Exit() { }

    /// <summary>The vehicle was armed in this mode.</summary>
    public virtual void Armed() { }

    /// <summary>One step; the demand on the airframe is left with the vehicle.</summary>
    public abstract void Update(double dt);

    /// <summary>Changes a speed for as long as the mode lasts; false where the mode has none.</summary>
    public virtual bool ChangeSpeed(SpeedKind kind, double metresPerSecond) => false;

    public virtual bool Pause() => false;

    public virtual bool Resume() => false;
}
