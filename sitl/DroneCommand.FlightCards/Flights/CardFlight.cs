using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Records;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// A vehicle while a card is flown with it: the server's own clients, our heartbeats, the recorder, the faults that can be
/// made. What lies behind the link, a simulation on a virtual clock or an autopilot, no step knows.
/// </summary>
internal sealed class CardFlight : IAsyncDisposable
{
    private readonly ITimer feeding;
    private readonly StreamRequester streams;
    private readonly CancellationTokenSource ending = new();
    private readonly Task asking;
    private FlightRecorder? recorder;
    private GroundHeartbeat? heartbeat;

    /// <param name="card">What is flown.</param>
    /// <param name="vehicle">The server's clients for the vehicle; the caller disposes them.</param>
    /// <param name="faults">What can be made to fail.</param>
    /// <param name="second">A second ground station on the same link.</param>
    public CardFlight(FlightCard card, VehicleServices vehicle, IFaults faults, SecondStation second)
    {
        Card = card;
        Vehicle = vehicle;
        Faults = faults;
        Second = second;
        heartbeat = new GroundHeartbeat(vehicle.Connection);
        feeding = Time.CreateTimer(_ => heartbeat?.Feed(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        streams = new StreamRequester(vehicle.Connection, vehicle.Commands);
        asking = streams.Run(ending.Token);
    }

    public FlightCard Card { get; }

    public VehicleServices Vehicle { get; }

    public IFaults Faults { get; }

    public SecondStation Second { get; }

    public VehicleConnection Connection => Vehicle.Connection;

    public TimeProvider Time => Vehicle.Connection.Time;

    public TelemetrySnapshot Now => Vehicle.Telemetry.Snapshot;

    /// <summary>The vehicle's autopilot; the runner has seen to it that it is known before the first step.</summary>
    public IAutopilot Autopilot => Vehicle.Autopilot ?? throw new InvalidOperationException("not known yet");

    public FlightRecorder Record => recorder ?? throw new InvalidOperationException("the flight has not begun");

    /// <summary>When the last step began that did more than wait: what a wait is for must have happened since.</summary>
    public DateTimeOffset SinceAction { get; set; }

    /// <summary>Where the vehicle says its home is; the dock while it does not.</summary>
    public GeoPoint Home => Now.Home?.Value.Point ?? Card.Dock.Position;

    /// <summary>Our heartbeats go out, or not: without them the ground station is lost to the vehicle.</summary>
    public async Task Beat(bool on)
    {
        if (heartbeat is { } before)
        {
            heartbeat = null;
            await before.DisposeAsync();
        }

        heartbeat = on ? new GroundHeartbeat(Connection) : null;
    }

    /// <summary>The place so many metres north and east of home.</summary>
    public GeoPoint At(double northM, double eastM) => new LocalFrame(Home).ToGeo(new LocalPoint(eastM, northM));

    /// <summary>Begins the record.</summary>
    public void Begin() => recorder = new FlightRecorder(Card, Vehicle);

    /// <summary>Waits for something; false when it did not come about in time.</summary>
    public Task<bool> Until(Func<TelemetrySnapshot, bool> so, TimeSpan within, CancellationToken stop) =>
        Vehicle.Telemetry.WaitUntil(so, within, stop);

    public async ValueTask DisposeAsync()
    {
        recorder?.Dispose();
        VirtualFlight.End(ending);
        await asking;
        await feeding.DisposeAsync();
        await Beat(false);
        streams.Dispose();
        Second.Dispose();
        ending.Dispose();
    }
}
