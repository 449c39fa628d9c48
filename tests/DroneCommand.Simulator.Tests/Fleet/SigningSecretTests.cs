using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Fleet;

public class SigningSecretTests
{
    private const byte Signed = 1;

    [Fact]
    public void A_vehicle_that_holds_a_key_signs_from_the_start_and_hears_nothing_unsigned()
    {
        var secret = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        var rig = new Rig(VehicleKind.Copter, Rig.Ready with { SigningSecret = secret });
        rig.Run(3);
        rig.Log.Should().NotBeEmpty().And.OnlyContain(h => h.Raw[2] == Signed);
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().BeNull();
    }
}
