using DroneCommand.FlightCards.Cards;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards.Flights;

/// <summary>Where cards are flown: in the simulator, on an autopilot that is started for it, or over a link.</summary>
public interface IFlights
{
    /// <summary>For reports: 'simulator', 'ArduPilot SITL'.</summary>
    string Name { get; }

    /// <summary>Flies one card from a vehicle that stands on its dock to the end.</summary>
    /// <param name="card">The card.</param>
    /// <param name="tlog">Gets every frame of both directions; null for none.</param>
    /// <param name="stop">Gives the flight up.</param>
    Task<CardResult> Fly(FlightCard card, Stream? tlog, CancellationToken stop);
}

/// <summary>The parameters that every card starts from: those of sitl/params.</summary>
internal static class VehicleParameters
{
    public static string PathOf(VehicleFamily family) =>
        Path.Combine(AppContext.BaseDirectory, "params", VehicleFamilies.NameOf(family) + ".parm");
}
