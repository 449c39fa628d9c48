namespace DroneCommand.Simulator.Autopilots;

/// <summary>What kind of vehicle is simulated.</summary>
public enum VehicleKind
{
    Copter,
    Rover,
}
