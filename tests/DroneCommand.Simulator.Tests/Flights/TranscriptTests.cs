using System.Security.Cryptography;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Relay;
using DroneCommand.Simulator.Tests.Support;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Simulator.Tests.Flights;

/// <summary>Every frame of both directions, with its time: the client's side is as repeatable as the vehicle's.</summary>
public class TranscriptTests(ITestOutputHelper output)
{
    private static readonly string[] Faults =
    [
        "loss=0.1",
        "delay=80ms",
        "jitter=60ms",
        "duplicate=0.1",
        "reorder=4@30",
        "late-ack=2/20",
        "foreign-ack",
        "gps-noise=0.5@20",
        "flap=2/0.5/20@50",
        "battery-sag=3@60",
        "rc-takeover@110",
    ];

    [Fact]
    public void Two_runs_from_one_seed_are_the_same_frame_by_frame_with_faults_and_loss()
    {
        var first = Transcript(seed: 5);
        output.WriteLine(first);
        Transcript(seed: 5).Should().Be(first);
        Transcript(seed: 6).Should().NotBe(first);
    }

    private static string Transcript(int seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (up, down) = (0, 0);
        var setup = new FlightSetup
        {
            Options = Rig.Ready with { Seed = seed, WindMps = 4, GustMps = 1.5, WindFromDeg = 230 },
            Link = new RelayConditions
            {
                Seed = seed,
                Loss = 0.02,
                Delay = TimeSpan.FromMilliseconds(20),
            },
            Faults = [.. Faults.Select(FaultSpec.Parse)],
        };
        VirtualFlight.Run(
            setup,
            async flight =>
            {
                flight.Sent = frame => Note(flight, ref up, frame);
                flight.Overheard = (in frame) => Note(flight, ref down, frame.Raw);
                await Fly(flight);
            }
        );
        return $"{up} frames up, {down} down, {Convert.ToHexString(hash.GetHashAndReset())}";

        void Note(VirtualFlight flight, ref int count, ReadOnlySpan<byte> frame)
        {
            count++;
            hash.AppendData(BitConverter.GetBytes(flight.Time.GetTimestamp()));
            hash.AppendData(frame);
        }
    }

    private static async Task Fly(VirtualFlight flight)
    {
        var telemetry = flight.Services.Telemetry;
        await flight.Until(() => telemetry.Snapshot is { Position: not null, Home: not null }, 60, "telemetry");
        var upload = new MissionUpload(flight.Connection, flight.Services.Autopilot!);
        (await upload.Run(MavMissionType.Mission, Plan)).End.Should().Be(TransferEnd.Done);
        var launched = await new LaunchSequence(flight.Services).Run();
        launched.IsDone.Should().BeTrue(launched.Text);
        await flight.Until(() => flight.Fleet.Seconds > 112, 120, "the pilot");
        flight.Vehicle.Autopilot.Mode.Number.Should().Be(5, "the pilot has taken over");
        (await new ReturnSequence(flight.Services).Run()).IsDone.Should().BeTrue();
        await flight.Until(() => !flight.Vehicle.Autopilot.Armed, 200, "the landing");
    }

    private static readonly IReadOnlyList<MissionItem> Plan =
    [
        MissionItem.TakeOff(new AltitudeAboveHome(15)),
        .. Enumerable
            .Range(1, 12)
            .Select(i =>
                MissionItem.Waypoint(new GeoPoint(54.4799657 + (i * 5e-4), 8.9898821), new AltitudeAboveHome(15))
            ),
        MissionItem.ReturnToLaunch(),
    ];
}
