namespace DroneCommand.Simulator.Autopilots;

/// <summary>Why the mode changed.</summary>
public enum ModeReason
{
    Initialised,
    GcsCommand,
    GcsFailsafe,
    RadioFailsafe,
    BatteryFailsafe,
    EkfFailsafe,
    FenceBreach,
    MissionEnd,
    Pilot,
    DeadReckoning,
    TerrainFailsafe,
    Crash,
}
