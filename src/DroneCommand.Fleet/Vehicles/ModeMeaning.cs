namespace DroneCommand.Fleet.Vehicles;

/// <summary>What an autopilot's mode means for the sortie, across ArduPilot's kinds of vehicles and PX4.</summary>
public enum ModeMeaning
{
    /// <summary>A mode that a pilot flies, or one that we do not know.</summary>
    Manual,

    /// <summary>Flies the uploaded mission.</summary>
    Mission,

    /// <summary>Stays where it is, or at a point that we sent.</summary>
    Holding,
    Returning,
    Landing,
}

/// <summary>Reads mode names as ArduPilot and PX4 spell them; no name means one thing here and another there.</summary>
public static class ModeMeanings
{
    public static ModeMeaning Of(string mode) =>
        mode switch
        {
            "AUTO" or "AUTO.MISSION" => ModeMeaning.Mission,
            "BRAKE" or "LOITER" or "HOLD" or "GUIDED" or "AUTO.LOITER" => ModeMeaning.Holding,
            "RTL" or "SMART_RTL" or "AUTO_RTL" or "AUTO.RTL" => ModeMeaning.Returning,
            "LAND" or "AUTO.LAND" => ModeMeaning.Landing,
            _ => ModeMeaning.Manual,
        };

    /// <summary>True in the mode that follows points which we send, as against one that stays where it is.</summary>
    /// <remarks>PX4 does both in one.</remarks>
    public static bool GoesWhereSent(string mode) => mode is "GUIDED" or "AUTO.LOITER";
}
