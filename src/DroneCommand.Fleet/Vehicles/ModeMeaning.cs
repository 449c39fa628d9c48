namespace DroneCommand.Fleet.Vehicles;

/// <summary>What an autopilot's mode means for the sortie, across ArduPilot's Copter and Rover.</summary>
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

/// <summary>Reads mode names as ArduPilot spells them.</summary>
public static class ModeMeanings
{
    public static ModeMeaning Of(string mode) =>
        mode switch
        {
            "AUTO" => ModeMeaning.Mission,
            "BRAKE" or "LOITER" or "HOLD" or "GUIDED" => ModeMeaning.Holding,
            "RTL" or "SMART_RTL" or "AUTO_RTL" => ModeMeaning.Returning,
            "LAND" => ModeMeaning.Landing,
            _ => ModeMeaning.Manual,
        };

    /// <summary>True in the mode that follows points which we send, as against one that stays where it is.</summary>
    public static bool GoesWhereSent(string mode) => mode == "GUIDED";
}
