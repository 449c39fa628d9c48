using System.Diagnostics;
using DroneCommand.Simulator.Camera;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;

namespace DroneCommand.Simulator;

/// <summary>The running process: a fleet, its sockets, its camera server, and the watch over the parent process.</summary>
internal sealed class SimulatorHost(SimulatorOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);

    private readonly Dictionary<byte, UdpVehicleLink> _links = [];
    private long _heard = time.GetTimestamp();
    private CameraServer? _server;
    private CameraPump? _pump;

    /// <summary>Runs until told to stop or until the parent process is gone.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var fleet = await Open();
        Console.WriteLine($"Simulating {fleet.Vehicles.Count} vehicles, sending to {options.Server}");
        var parent = WatchParent(ending);
        var silence = WatchSilence(ending);
        await new RealTimeRunner(fleet, time, options.Speedup).Run(ending.Token);
        await ending.CancelAsync();
        await parent;
        await silence;
    }

    public async ValueTask DisposeAsync()
    {
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        foreach (var link in _links.Values)
        {
            await link.DisposeAsync();
        }
    }

    private async Task<SimulatedFleet> Open()
    {
        foreach (var vehicle in options.Fleet)
        {
            _links.Add(vehicle.SystemId, new UdpVehicleLink(options.Server, time));
        }

        var vehicles = options.Vehicles;
        if (options.CameraPort is { } port)
        {
            _server = await CameraServer.Start(port, () => _pump);
            vehicles = vehicles with { CameraUri = systemId => CameraServer.UriOf(_server.Port, systemId) };
            Console.WriteLine($"Cameras on http://127.0.0.1:{_server.Port}/cameras/SYSID.mjpg");
        }

        var fleet = new SimulatedFleet(options.Fleet, vehicles, options.Faults, v => _links[v.SystemId].Send);
        _pump = new CameraPump(fleet, new Scene(options.Site), vehicles.Seed, time);
        _pump.Start();
        foreach (var (systemId, link) in _links)
        {
            link.Received = (in Mavlink.Wire.FrameView frame) =>
            {
                Volatile.Write(ref _heard, time.GetTimestamp());
                fleet.Deliver(systemId, frame);
            };
            link.Start();
        }

        return fleet;
    }

    // A child that outlives its console would hold ports and fly on: it ends with it.
    private async Task WatchParent(CancellationTokenSource ending)
    {
        if (options.ParentPid is not { } pid)
        {
            return;
        }

        using var parent = ParentOrNull(pid);
        try
        {
            using var timer = new PeriodicTimer(ParentCheck, time);
            while (parent is { HasExited: false } && await timer.WaitForNextTickAsync(ending.Token))
            {
                parent.Refresh();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Console.WriteLine($"Process {pid} is gone: ending too");
        await ending.CancelAsync();
    }

    // A server that crashed finds its fleet again; one that never comes back must not leave it flying for ever.
    private async Task WatchSilence(CancellationTokenSource ending)
    {
        if (options.SilenceLimit is not { } limit)
        {
            return;
        }

        using var timer = new PeriodicTimer(ParentCheck, time);
        try
        {
            while (time.GetElapsedTime(Volatile.Read(ref _heard)) < limit)
            {
                await timer.WaitForNextTickAsync(ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Console.WriteLine($"No ground station was heard for {limit.TotalSeconds:0} s: ending");
        await ending.CancelAsync();
    }

    private static Process? ParentOrNull(int pid)
    {
        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
