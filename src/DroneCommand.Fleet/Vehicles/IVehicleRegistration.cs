namespace DroneCommand.Fleet.Vehicles;

/// <summary>What the registry tells a vehicle. Key: the vehicle's permanent id.</summary>
public interface IVehicleRegistration : IGrainWithStringKey
{
    /// <summary>Binds the vehicle to its address, and ends a quarantine.</summary>
    Task Register(RegisteredVehicle registration);
}
