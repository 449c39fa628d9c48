using System.Diagnostics;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;

namespace DroneCommand.Simulator;

/// <summary>The running process: a fleet, its sockets, its camera server, and the watch over the parent process.</summary>
internal sealed class SimulatorHost(SimulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);

    /// <summary>Runs until told to stop or until the parent process is gone.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var links = new Dictionary<byte, UdpVehicleLink>();
        try
        {
            foreach (var vehicle in options.Fleet)
            {
                links.Add(vehicle.SystemId, new UdpVehicleLink(options.Server, time));
            }

            await RunFleet(links, ending);
        }
        finally
        {
            foreach (var link in links.Values)
            {
                await link.DisposeAsync();
            }
        }
    }

    private async Task RunFleet(Dictionary<byte, UdpVehicleLink> links, CancellationTokenSource ending)
    {
        var fleet = new SimulatedFleet(options.Fleet, options.Vehicles, options.Faults, v => links[v.SystemId].Send);
        foreach (var (systemId, link) in links)
        {
            link.Received = (in Mavlink.Wire.FrameView frame) => fleet.Deliver(systemId, frame);
            link.Start();
        }

        Console.WriteLine($"Simulating {fleet.Vehicles.Count} vehicles, sending to {options.Server}");
        var parent = WatchParent(ending);
        await new RealTimeRunner(fleet, time, options.Speedup).Run(ending.Token);
        await ending.CancelAsync();
        await parent;
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
