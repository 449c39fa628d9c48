using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// A mission item as the autopilot keeps it: what it has no use for is gone, times are whole seconds, altitudes whole
/// centimetres, and of all the frames only "above sea level", "above home" and "above terrain" remain. A download shows
/// these, not what was sent.
/// </summary>
/// <param name="Command">What to do.</param>
/// <param name="Param1">As MAVLink defines it for the command.</param>
/// <param name="Param2">As MAVLink defines it for the command.</param>
/// <param name="Param3">As MAVLink defines it for the command.</param>
/// <param name="Param4">As MAVLink defines it for the command.</param>
/// <param name="Place">Where; null for a command that is not at a place, or is at the place it happens to be (0, 0).</param>
/// <param name="AltitudeM">Metres above home, sea level or terrain.</param>
/// <param name="AboveHome">True when the altitude counts from home.</param>
public sealed record StoredItem(
    MavCmd Command,
    float Param1,
    float Param2,
    float Param3,
    float Param4,
    GeoPoint? Place,
    double AltitudeM,
    bool AboveHome
)
{
    /// <summary>True when the altitude counts from the ground below.</summary>
    public bool AboveTerrain { get; init; }

    /// <summary>The two whole numbers of a command that has no place.</summary>
    public (int X, int Y) Whole { get; init; }

    /// <summary>The seventh parameter of a command that has no place.</summary>
    public float Param7 { get; init; }

    /// <summary>True for commands that are flown or driven; the others are done on the way.</summary>
    public bool IsNavigation =>
        (uint)Command <= 95 || Command is MavCmd.NavSetYawSpeed or MavCmd.NavScriptTime or MavCmd.NavAttitudeTime;

    /// <summary>The frame that a download names.</summary>
    public MavFrame Frame =>
        (MissionRules.HasPlace(Command), AboveHome, AboveTerrain) switch
        {
            (true, _, true) => MavFrame.GlobalTerrainAlt,
            (true, true, _) => MavFrame.GlobalRelativeAlt,
            _ => MavFrame.Global,
        };

    /// <summary>How STATUSTEXT names the command.</summary>
    public string Label => MissionLabels.Of(Command);

    /// <summary>Turns of a circle, which may be a part of one.</summary>
    public double Turns => Param1;

    /// <summary>Radius of a circle, metres; 0 for the usual one.</summary>
    public double RadiusM => Math.Abs(Param3);

    public bool Anticlockwise => Param3 < 0;
}
