using System.Diagnostics;
using DroneCommand.Simulator.Camera;
using DroneCommand.Simulator.Control;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;

namespace DroneCommand.Simulator;

/// <summary>The running process: the networks with their links, camera and control server, and the watch over the parent process.</summary>
/// <param name="options">What to simulate.</param>
/// <param name="time">Wall time.</param>
/// <param name="output">Where it tells people what it does.</param>
public sealed class SimulatorHost(SimulatorOptions options, TimeProvider time, TextWriter output) : IAsyncDisposable
{
    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);

    private readonly List<NetworkLinks> _links = [];
    private long _heard = time.GetTimestamp();
    private CameraServer? _server;
    private CameraPump? _pump;
    private ControlServer? _control;

    /// <summary>Runs until told to stop or until the parent process is gone.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var fleets = await Open();
        foreach (var network in options.Networks)
        {
            output.WriteLine($"Simulating {network.Fleet.Count} vehicles, sending to {network.To}");
        }

        var parent = WatchParent(ending);
        var silence = WatchSilence(ending);
        await Task.WhenAll(fleets.Select(f => new RealTimeRunner(f, time, options.Speedup).Run(ending.Token)));
        await ending.CancelAsync();
        await parent;
        await silence;
    }

    public async ValueTask DisposeAsync()
    {
        if (_control is not null)
        {
            await _control.DisposeAsync();
        }

        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        foreach (var links in _links)
        {
            await links.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<SimulatedFleet>> Open()
    {
        var vehicles = options.Vehicles;
        if (options.CameraPort is { } port)
        {
            _server = await CameraServer.Start(port, () => _pump);
            vehicles = vehicles with { CameraUri = systemId => CameraServer.UriOf(_server.Port, systemId) };
            output.WriteLine($"Cameras on http://127.0.0.1:{_server.Port}/cameras/SYSID.mjpg");
        }

        var fleets = options.Networks.Select((network, index) => Open(network, vehicles, index)).ToList();
        Schedule(new NetworkFaults(fleets));
        if (options.ControlPort is { } control)
        {
            _control = new ControlServer(control, new ControlCommands(fleets));
            output.WriteLine(
                $"Faults by tcp://127.0.0.1:{_control.Port}: fault NAME[=ARG] [#SYSID], clear, list, status"
            );
        }

        // The pictures are those of the first network: their addresses name a system id and no network.
        _pump = new CameraPump(fleets[0], new Scene(options.Site), vehicles.Seed, time);
        _pump.Start();
        foreach (var (links, fleet) in _links.Zip(fleets))
        {
            links.Heard += () => Volatile.Write(ref _heard, time.GetTimestamp());
            links.Start(fleet);
        }

        return fleets;
    }

    // Each network is a run of its own: with one seed for all, the first vehicles would drift alike.
    private SimulatedFleet Open(SimulatedNetwork network, FleetOptions vehicles, int index)
    {
        var links = new NetworkLinks(network.To, time);
        _links.Add(links);
        return new SimulatedFleet(network.Fleet, vehicles with { Seed = vehicles.Seed + index }, [], links.SinkOf);
    }

    private void Schedule(NetworkFaults faults)
    {
        foreach (var fault in options.Faults)
        {
            faults.Set(fault);
        }

        options.Scenario?.Schedule(faults);
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

        output.WriteLine($"Process {pid} is gone: ending too");
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

        output.WriteLine($"No ground station was heard for {limit.TotalSeconds:0} s: ending");
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
