using System.Diagnostics;
using System.Globalization;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Benchmarks.Simulation;

/// <summary>
/// What simulated vehicles cost: two hundred copters in the air that stream every group at 4 Hz over UDP in real time, as a
/// share of one core, kernel included; and how long a patrol of ten minutes takes on the virtual clock. Their peer is
/// ArduPilot's SITL, measured beside it as docs/simulator.md says.
/// </summary>
internal static class SimulatorBenchmark
{
    private const int Copters = 200;
    private const double WarmUpSeconds = 5;
    private const double MostCores = 1;
    private const double PatrolSeconds = 600;
    private const double MostPatrolSeconds = 6;

    public static async Task<int> Run(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 30;
        var (cores, rate, bytes, lag) = await Stream(seconds);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"figure: {Copters} copters in flight, all groups at 4 Hz over UDP: {cores:0.00} of a core (at most {MostCores}), "
                    + $"{rate:#,0} messages/s, {bytes / 1024:#,0} KiB/s, {rate / Copters:0} messages/s each; "
                    + $"simulated time fell behind by {lag:0.0} s in {seconds:0} s"
            )
        );
        // The first one pays for the compilation.
        var first = Patrol();
        var patrol = Patrol();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"figure: a patrol of {PatrolSeconds / 60:0} minutes on the virtual clock: {patrol:0.00} s (at most "
                    + $"{MostPatrolSeconds}), the first of the process {first:0.00} s"
            )
        );
        return cores <= MostCores && lag < 1 && rate / Copters > 90 && first <= MostPatrolSeconds ? 0 : 1;
    }

    private static async Task<(double Cores, double Rate, double Bytes, double Lag)> Stream(double seconds)
    {
        // Nobody reads it: what the kernel does with a datagram until then is the sender's cost.
        await using var ground = UdpLink.Listen(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        await using var links = new NetworkLinks(
            LinkAddress.Parse($"udpout://{ground.LocalEndPoint}"),
            TimeProvider.System
        );
        var sent = new Sent();
        var fleet = Airborne(spec => sent.Count(links.SinkOf(spec)));
        links.Start(fleet);
        using var ending = new CancellationTokenSource();
        var running = new RealTimeRunner(fleet, TimeProvider.System, 1).Run(ending.Token);
        await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System);

        using var process = Process.GetCurrentProcess();
        var (from, cpu, simulated, before) = (
            Stopwatch.GetTimestamp(),
            process.TotalProcessorTime,
            fleet.Seconds,
            sent.Now
        );
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        process.Refresh();
        var wall = Stopwatch.GetElapsedTime(from).TotalSeconds;
        var (messages, bytes) = sent.Now;
        var figures = (
            (process.TotalProcessorTime - cpu).TotalSeconds / wall,
            (messages - before.Messages) / wall,
            (bytes - before.Bytes) / wall,
            wall - (fleet.Seconds - simulated)
        );
        await ending.CancelAsync();
        await running;
        return figures;
    }

    /// <summary>Two hundred copters at 20 m on a mission that goes round and round, in wind.</summary>
    private static SimulatedFleet Airborne(Func<VehicleSpec, Simulator.Protocol.DatagramSink> sinkOf)
    {
        var place = FleetFile.InABlock(new GeoPoint(54.48, 8.99), 2, 90, 10, Copters, Copters);
        var specs = FleetFile.Share(place, Copters, 0, networks: 1, firstSystemId: 1)[0];
        var options = new FleetOptions
        {
            BootSeconds = 0,
            StartUtc = DateTimeOffset.UnixEpoch.AddYears(56),
            WindMps = 3,
            GustMps = 0.8,
        };
        var fleet = new SimulatedFleet(specs, options, [], sinkOf);
        StepFor(fleet, 3);
        foreach (var vehicle in fleet.Vehicles)
        {
            RoundAndRound.Load(vehicle);
            vehicle.Node.Streams.RequestStream(MavDataStream.All, 4);
            RoundAndRound.Launch(vehicle);
        }

        StepFor(fleet, 30);
        return fleet.Vehicles.All(v => v.Autopilot.AboveHomeM > 15)
            ? fleet
            : throw new InvalidOperationException("all copters should be in the air");
    }

    private static void StepFor(SimulatedFleet fleet, double seconds)
    {
        for (var end = fleet.Seconds + seconds; fleet.Seconds < end; )
        {
            fleet.Step();
        }
    }

    /// <summary>Wall seconds of ten minutes of patrol, flown by the server's own client classes.</summary>
    private static double Patrol()
    {
        var from = Stopwatch.GetTimestamp();
        var setup = new FlightSetup { LongestSeconds = 2 * PatrolSeconds };
        VirtualFlight.Run(setup, Fly);
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static async Task Fly(VirtualFlight flight)
    {
        await flight.Until(() => flight.Services.Autopilot is not null, 10, "the first heartbeat");
        await flight.Until(() => flight.Services.Telemetry.Snapshot.Home is not null, 30, "telemetry");
        var upload = new MissionUpload(flight.Connection, flight.Services.Autopilot!);
        var uploaded = await upload.Run(MavMissionType.Mission, RoundAndRound.Items(flight.Vehicle.Spec.Home));
        var launched = await new LaunchSequence(flight.Services).Run();
        if (uploaded.End != TransferEnd.Done || !launched.IsDone)
        {
            throw new InvalidOperationException($"{uploaded}; {launched.Text}");
        }

        await Task.Delay(TimeSpan.FromSeconds(PatrolSeconds), flight.Time);
        if (!flight.Vehicle.Autopilot.InMission)
        {
            throw new InvalidOperationException("ten minutes later it should still be on patrol");
        }
    }

    private sealed class Sent
    {
        private long _messages;
        private long _bytes;

        public (long Messages, long Bytes) Now => (Volatile.Read(ref _messages), Volatile.Read(ref _bytes));

        // One thread steps the fleet, so one counts.
        public Simulator.Protocol.DatagramSink Count(Simulator.Protocol.DatagramSink sink) =>
            datagram =>
            {
                Volatile.Write(ref _messages, _messages + 1);
                Volatile.Write(ref _bytes, _bytes + datagram.Length);
                sink(datagram);
            };
    }
}
