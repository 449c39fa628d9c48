namespace DroneCommand.Simulator.Autopilots;

/// <summary>Why the mode changed.</summary>
public enum ModeReason
{
    Initialised,
    GcsCommand,
    GcsFailsafe,
    BatteryFailsafe,
    EkfFailsafe,
    FenceBreach,
    MissionEnd,
    Pilot,
    RadioFailsafe,
    DeadReckoning,
    TerrainFailsafe,
}
