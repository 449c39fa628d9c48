namespace DroneCommand.Simulator.Autopilot;

/// <summary>What kind of vehicle is simulated.</summary>
public enum VehicleKind
{
    Copter,
    Rover,
}
