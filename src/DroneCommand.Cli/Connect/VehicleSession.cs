using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Connect;

/// <summary>
/// One vehicle for the length of one verb: its link, its services, and our heartbeats as long as the verb runs.
/// </summary>
internal sealed class VehicleSession : IAsyncDisposable
{
    private readonly Link _link;
    private readonly PeerBinding _binding;
    private readonly GroundHeartbeat _heartbeat;
    private readonly ITimer _feeding;

    private VehicleSession(
        Link link,
        FrameWriter own,
        SessionSigning signing,
        byte system,
        byte component,
        TimeProvider time
    )
    {
        _link = link;
        Signing = signing;
        _binding = new PeerBinding(time, system, component);
        Connection = new VehicleConnection(own, system, component, Send, time)
        {
            PeerVersion = () => _binding.Peer?.WireVersion ?? 2,
        };
        Services = new VehicleServices(Connection);
        _link.FrameReceived += Take;
        _heartbeat = new GroundHeartbeat(Connection);
        _feeding = time.CreateTimer(_ => _heartbeat.Feed(), null, TimeSpan.Zero, GroundHeartbeat.FedFor / 2);
    }

    public VehicleConnection Connection { get; }

    public VehicleServices Services { get; }

    public SessionSigning Signing { get; }

    /// <summary>Opens the link, finds the vehicle, and waits until its heartbeat told what it is.</summary>
    /// <exception cref="VehicleException">It is not heard, or does not say what it is.</exception>
    /// <exception cref="LinkUnavailableException">The link cannot be opened.</exception>
    public static async Task<VehicleSession> Open(VehicleLookup lookup, TimeProvider time, CancellationToken stop)
    {
        const byte MissionPlanner = 190;
        var own = new FrameWriter(lookup.OwnSystemId, MissionPlanner);
        var signing = new SessionSigning(own, lookup, time);
        var link = lookup.Link.Open(new LinkOptions { Time = time, Judge = signing.Judge });
        try
        {
            var (system, component) = await new VehicleSearch(link, own, signing, time).Run(lookup, stop);
            var session = new VehicleSession(link, own, signing, system, component, time);
            if (await session.Services.Telemetry.WaitUntil(s => s.Heartbeat != null, lookup.Patience, stop))
                return session;
            await session.DisposeAsync();
            throw new VehicleException($"vehicle {system} fell silent");
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Asks for AUTOPILOT_VERSION: what the vehicle can do. False when it does not say, and what depends on it is done
    /// without.
    /// </summary>
    public async Task<bool> Identify(CancellationToken stop)
    {
        var telemetry = Services.Telemetry;
        // The acknowledgement may be lost, or go before the message.
        var asked = await Services.RequestIdentity(stop);
        return await telemetry.WaitUntil(
            s => s.Identity != null,
            asked.IsAccepted ? TimeSpan.FromSeconds(2) : TimeSpan.Zero,
            stop
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _feeding.DisposeAsync();
        await _heartbeat.DisposeAsync();
        _link.FrameReceived -= Take;
        await _link.DisposeAsync();
        Services.Dispose();
    }

    private void Take(in FrameView frame, LinkPeer peer)
    {
        if (frame.SystemId != Connection.TargetSystem || frame.ComponentId != Connection.TargetComponent)
            return;
        if (Signing.Counts(peer) && _binding.Hear(peer) != Hearing.Stranger)
            Connection.Deliver(frame, peer);
    }

    private void Send(ReadOnlySpan<byte> frame) => _binding.Peer?.Send(frame);
}
