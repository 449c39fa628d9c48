using DroneCommand.FlightCards.Cards;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// Flies cards with whatever vehicle is on a link. Parameters that a card asks for are set before it and put back after it;
/// the vehicle must stand on the card's dock.
/// </summary>
/// <param name="address">The link.</param>
/// <param name="systemId">The vehicle's; null for the first that is heard.</param>
public sealed class LinkFlights(LinkAddress address, byte? systemId) : IFlights
{
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(30);

    public string Name => address.ToString();

    public async Task<CardResult> Fly(FlightCard card, Stream? tlog, CancellationToken stop)
    {
        await using var vehicle = await LinkedVehicle.Open(
            address,
            systemId,
            HeardWithin,
            TimeProvider.System,
            tlog,
            stop
        );
        if (vehicle is null)
        {
            return CardResult.NotFlown(card, Name, $"no vehicle was heard on {address}");
        }

        await using var parameters = new BorrowedParameters(vehicle.Services.Parameters, stop);
        await using var flight = new CardFlight(card, vehicle.Services, new SitlFaults(vehicle), vehicle.Second);
        await flight.Until(s => s.Heartbeat is not null, HeardWithin, stop);
        if (await parameters.Set(card.Given.Parameters) is { } problem)
        {
            return CardResult.NotFlown(card, Name, problem);
        }

        return await new CardRunner(flight, await Label(vehicle.Services, Name, stop)).Run(stop);
    }

    /// <summary>What the vehicle says that it is.</summary>
    internal static async Task<string> Label(VehicleServices vehicle, string otherwise, CancellationToken stop)
    {
        await vehicle.RequestIdentity(stop);
        await vehicle.Telemetry.WaitUntil(s => s.Identity is not null, TimeSpan.FromSeconds(3), stop);
        return
            vehicle.Telemetry.Snapshot.Identity is { Value.FirmwareVersion: var version }
            && vehicle.Autopilot is { } autopilot
            ? $"{autopilot.Name} {version}"
            : otherwise;
    }
}
