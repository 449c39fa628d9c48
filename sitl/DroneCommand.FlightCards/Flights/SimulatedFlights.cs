using DroneCommand.FlightCards.Cards;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Missions.Vehicles;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Relay;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.FlightCards.Flights;

/// <summary>Flies cards with a simulated vehicle on a virtual clock: the same card and seed give the same flight.</summary>
/// <param name="seed">Names the run: wind, sensors.</param>
public sealed class SimulatedFlights(int seed = 1) : IFlights
{
    /// <summary>Why a plane's card is not flown here.</summary>
    public const string NoPlanes = "the simulator has no planes: fly it with --ardupilot";

    private const byte SystemId = 1;

    /// <summary>Half of what an answer takes on a socket of this machine.</summary>
    private static readonly TimeSpan LinkDelay = TimeSpan.FromMilliseconds(10);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public string Name => "simulator";

    public Task<CardResult> Fly(FlightCard card, Stream? tlog, CancellationToken stop)
    {
        if (card.Vehicle == VehicleFamily.Plane)
        {
            return Task.FromResult(CardResult.NotFor(card, Name, NoPlanes));
        }

        var setup = new FlightSetup
        {
            Vehicle = Vehicle(card),
            Options = Options(card),
            Link = new RelayConditions { Seed = seed, Delay = LinkDelay },
            Accompanied = false,
            LongestSeconds = 4 * 3600,
        };
        CardResult? result = null;
        VirtualFlight.Run(setup, async flight => result = await Fly(flight, card, tlog, stop), stop);
        return Task.FromResult(result!);
    }

    private async Task<CardResult> Fly(VirtualFlight flight, FlightCard card, Stream? tlog, CancellationToken stop)
    {
        var recording = tlog is null ? null : new TlogWriter(tlog, flight.Time);
        var second = new SecondStation(SystemId, flight.Relay.FromGround, flight.Time);
        flight.Sent = frame => recording?.Write(frame);
        flight.Overheard = second.Hear;
        using var heard = flight.Connection.OnFrame((in view) => recording?.Write(view.Raw));
        await using var under = new CardFlight(card, flight.Services, new Faults(flight), second);
        return await new CardRunner(under, Name).Run(stop);
    }

    private static VehicleSpec Vehicle(FlightCard card) =>
        new(
            card.Name,
            card.Vehicle == VehicleFamily.Copter ? VehicleKind.Copter : VehicleKind.Rover,
            SystemId,
            card.Dock.Position,
            card.Site.GroundAltitude.Metres,
            card.Dock.HeadingDeg,
            VehicleSpec.DefaultUid(SystemId)
        );

    private FleetOptions Options(FlightCard card)
    {
        var parameters = ParametersOf(card);
        return new FleetOptions
        {
            Seed = seed,
            StartUtc = Start,
            WindMps = card.Given.WindMps,
            WindFromDeg = card.Given.WindFromDeg,
            GustMps = card.Given.GustMps,
            CopterParameters = parameters,
            RoverParameters = parameters,
        };
    }

    private static IReadOnlyList<(string Name, double Value)> ParametersOf(FlightCard card) =>
        [
            .. ParameterFile.Parse(
                File.ReadAllText(VehicleParameters.PathOf(card.Vehicle)),
                VehicleParameters.PathOf(card.Vehicle)
            ),
            .. card.Given.Parameters.Select(p => (p.Key, p.Value)),
        ];

    /// <summary>The simulator's own catalogue.</summary>
    private sealed class Faults(VirtualFlight flight) : IFaults
    {
        public Task<SequenceResult> Begin(string fault, CancellationToken stop)
        {
            try
            {
                flight.Fleet.Faults.Set(FaultSpec.Parse(fault));
                return Result(SequenceEnd.Done, $"{fault} is there");
            }
            catch (FormatException e)
            {
                return Result(SequenceEnd.RefusedByUs, e.Message);
            }
        }

        public Task<SequenceResult> End(string fault, CancellationToken stop)
        {
            var kind = FaultCatalogue.Of(FaultSpec.Parse(fault));
            if (kind.IsInstant)
            {
                return Result(SequenceEnd.RefusedByUs, $"{fault} cannot be undone");
            }

            flight.Fleet.Faults.Clear(kind.Name);
            return Result(SequenceEnd.Done, $"{fault} is over");
        }

        private static Task<SequenceResult> Result(SequenceEnd end, string text) =>
            Task.FromResult(new SequenceResult(end, text, TimeSpan.Zero));
    }
}
