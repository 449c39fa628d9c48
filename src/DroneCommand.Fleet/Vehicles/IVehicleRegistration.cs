namespace DroneCommand.Fleet.Vehicles;

/// <summary>What the registry tells a vehicle. Key: the vehicle's permanent id.</summary>
public interface IVehicleRegistration : IGrainWithStringKey
{
    /// <summary>Binds the vehicle to its address, and ends a quarantine.</summary>
    Task Register(RegisteredVehicle registration);

    /// <summary>Binds the vehicle unless it is bound: mends a registration that the server's end cut in two.</summary>
    Task Ensure(RegisteredVehicle registration);
}
