using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// A vehicle over a real link: the first autopilot that is heard, or the one of a system id. Both directions can be cut
/// here, and are recorded.
/// </summary>
internal sealed class LinkedVehicle : IAsyncDisposable
{
    private const byte OwnSystem = 255;
    private const byte MissionPlanner = 190;

    private readonly Link link;
    private readonly PeerBinding binding;
    private readonly TlogWriter? tlog;
    private readonly Random luck = new(1);

    private LinkedVehicle(Link link, byte system, byte component, TimeProvider time, TlogWriter? tlog)
    {
        this.link = link;
        this.tlog = tlog;
        binding = new PeerBinding(time, system, component);
        var connection = new VehicleConnection(
            new FrameWriter(OwnSystem, MissionPlanner),
            system,
            component,
            Send,
            time
        )
        {
            PeerVersion = () => binding.Peer?.WireVersion ?? 2,
        };
        Services = new VehicleServices(connection);
        Second = new SecondStation(system, Forward, time);
        link.FrameReceived += Take;
    }

    public VehicleServices Services { get; }

    public SecondStation Second { get; }

    /// <summary>Nothing goes out and nothing comes in.</summary>
    public bool Silent { get; set; }

    /// <summary>Share of the frames that are lost, each way, 0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>Opens a link and waits for an autopilot on it.</summary>
    /// <param name="address">The link.</param>
    /// <param name="system">Its system id; null for the first that is heard.</param>
    /// <param name="within">How long it is waited for.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="tlog">Gets every frame of both directions; null for none.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Null where none was heard.</returns>
    /// <exception cref="LinkUnavailableException">The link cannot be opened.</exception>
    public static async Task<LinkedVehicle?> Open(
        LinkAddress address,
        byte? system,
        TimeSpan within,
        TimeProvider time,
        Stream? tlog,
        CancellationToken stop
    )
    {
        var link = address.Open(new LinkOptions { Time = time });
        try
        {
            if (await Find(link, system, within, time, stop) is { } found)
            {
                var writer = tlog is null ? null : new TlogWriter(tlog, time);
                return new LinkedVehicle(link, found.System, found.Component, time, writer);
            }
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }

        await link.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        link.FrameReceived -= Take;
        await link.DisposeAsync();
        Services.Dispose();
    }

    private static async Task<(byte System, byte Component)?> Find(
        Link link,
        byte? system,
        TimeSpan within,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var heard = new ComponentDirectory(time);
        var found = new TaskCompletionSource<(byte, byte)>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(in FrameView frame, LinkPeer peer)
        {
            if (
                heard.Take(frame) is { IsAutopilot: true } component
                && (system ?? component.SystemId) == component.SystemId
            )
            {
                found.TrySetResult((component.SystemId, component.ComponentId));
            }
        }

        var own = new FrameWriter(OwnSystem, MissionPlanner);
        link.FrameReceived += Look;
        await using var beating = time.CreateTimer(_ => Beat(link, own), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        link.Start();
        try
        {
            return await found.Task.WaitAsync(within, time, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            link.FrameReceived -= Look;
        }
    }

    // Whoever waits for the other to speak first is found that way.
    private static void Beat(Link link, FrameWriter own)
    {
        var heartbeat = new Heartbeat
        {
            Type = MavType.Gcs,
            Autopilot = MavAutopilot.Invalid,
            SystemStatus = MavState.Active,
        };
        foreach (var peer in link.Peers)
        {
            own.Send(heartbeat, frame => peer.Send(frame), peer.WireVersion);
        }
    }

    private void Take(in FrameView frame, LinkPeer peer)
    {
        var connection = Services.Connection;
        if (IsLost() || frame.SystemId != connection.TargetSystem || frame.ComponentId != connection.TargetComponent)
        {
            return;
        }

        if (binding.Hear(peer) != Hearing.Stranger)
        {
            tlog?.Write(frame.Raw);
            connection.Deliver(frame, peer);
            Second.Hear(frame);
        }
    }

    private void Send(ReadOnlySpan<byte> frame)
    {
        tlog?.Write(frame);
        if (!IsLost())
        {
            binding.Peer?.Send(frame);
        }
    }

    private bool IsLost()
    {
        lock (luck)
        {
            return Silent || (Loss > 0 && luck.NextDouble() < Loss);
        }
    }

    private void Forward(ReadOnlySpan<byte> frame) => binding.Peer?.Send(frame);
}
