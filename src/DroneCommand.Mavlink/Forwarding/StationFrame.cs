namespace DroneCommand.Mavlink.Forwarding;

/// <summary>How far a frame of another ground station may go towards a vehicle.</summary>
public enum StationClass
{
    /// <summary>It is for whoever is on the link, which is us: nothing is passed on and nobody is told.</summary>
    EndsHere,

    /// <summary>It asks the vehicle for something and changes nothing.</summary>
    Reads,

    /// <summary>It changes what the vehicle does or keeps: who holds the vehicle may.</summary>
    Changes,

    /// <summary>Service work, after which the vehicle may be another one: whoever was given that permission as well.</summary>
    Maintenance,

    /// <summary>It passes for nobody. All that the rules do not name is of this class.</summary>
    Never,
}

/// <summary>What a frame that changes something is about, for records and for knowing repeats.</summary>
public enum StationAct
{
    None,
    Command,
    Mode,

    /// <summary>Mission, fence or rally points.</summary>
    Plan,
    Parameter,
    File,

    /// <summary>What comes many times a second: sticks, targets to fly to, gimbal angles.</summary>
    Control,

    /// <summary>Everything else that service work does.</summary>
    Service,
}

/// <summary>A station's frame as the rules see it.</summary>
/// <param name="Class">How far it may go.</param>
/// <param name="Act">What it is about; none for what changes nothing.</param>
/// <param name="TargetSystem">Whom it is for; 0 for all, also where the message cannot say.</param>
/// <param name="TargetComponent">The component; 0 for all.</param>
/// <param name="Why">Of <see cref="StationClass.Never"/>: the reason, for people.</param>
public readonly record struct StationFrame(
    StationClass Class,
    StationAct Act,
    byte TargetSystem,
    byte TargetComponent,
    string Why
);
