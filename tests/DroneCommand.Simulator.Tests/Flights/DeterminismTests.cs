using System.Security.Cryptography;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Flights;

public class DeterminismTests
{
    private static readonly FleetOptions Windy = Rig.Ready with { WindMps = 4, GustMps = 1.5, WindFromDeg = 230 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var first = Transcript(Windy with { Seed = 5 });
        Transcript(Windy with { Seed = 5 }).Should().Be(first);
        Transcript(Windy with { Seed = 6 }).Should().NotBe(first);
    }

    private static string Transcript(FleetOptions options)
    {
        var rig = new Rig(VehicleKind.Copter, options, "loss=0.05@20");
        rig.Run(3);
        rig.Vehicle.Node.Streams.RequestStream(Mavlink.Messages.MavDataStream.All, 4);
        rig.Upload(Items.SquarePatrol(30, 10));
        rig.SetMode(4);
        rig.Arm();
        rig.Command(Mavlink.Messages.MavCmd.MissionStart);
        rig.Run(90);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var heard in rig.Log)
        {
            hash.AppendData(BitConverter.GetBytes(heard.At));
            hash.AppendData(heard.Raw);
        }

        return $"{rig.Log.Count} frames, {Convert.ToHexString(hash.GetHashAndReset())}";
    }
}
