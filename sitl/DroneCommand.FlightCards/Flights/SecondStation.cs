using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// Another ground station on the vehicle's link, with a system id of its own. It says nothing until a step makes it.
/// </summary>
internal sealed class SecondStation : IDisposable
{
    private const byte SystemId = 254;
    private const byte MissionPlanner = 190;

    public SecondStation(byte vehicle, FrameSink sink, TimeProvider time)
    {
        Connection = new VehicleConnection(new FrameWriter(SystemId, MissionPlanner), vehicle, 1, sink, time);
        Services = new VehicleServices(Connection);
    }

    public VehicleConnection Connection { get; }

    public VehicleServices Services { get; }

    /// <summary>Shows it a frame of the vehicle.</summary>
    public void Hear(in FrameView frame) => Connection.Deliver(frame);

    public void Dispose() => Services.Dispose();
}
