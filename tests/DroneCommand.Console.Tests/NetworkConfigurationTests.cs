using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Tests;

public sealed class NetworkConfigurationTests
{
    [Theory]
    [InlineData(null, SigningMode.Accept)]
    [InlineData("require", SigningMode.Require)]
    [InlineData("Refuse", SigningMode.Refuse)]
    public void A_network_says_what_it_does_with_signatures(string? text, SigningMode mode) =>
        Read(("Port", "14550"), ("Signing", text)).Signing.Should().Be(mode);

    [Fact]
    public void A_network_names_what_may_come_unsigned() =>
        Read(("Port", "14550"), ("LetThroughUnsigned", "HEARTBEAT, radio_status"))
            .LetThroughUnsigned.Should()
            .Be(UnsignedMessages.Heartbeat | UnsignedMessages.RadioStatus);

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    public void A_network_says_whether_keys_may_cross_its_links(string? text, bool safe) =>
        Read(("Port", "14550"), ("SafeForKeys", text)).SafeForKeys.Should().Be(safe);

    [Theory]
    [InlineData("SafeForKeys", "perhaps")]
    [InlineData("Signing", "maybe")]
    [InlineData("Signing", "7")]
    [InlineData("LetThroughUnsigned", "COMMAND_LONG")]
    [InlineData("LetThroughUnsigned", "HEARTBEAT,15")]
    public void What_makes_no_sense_is_named(string key, string text)
    {
        var read = () => Read(("Port", "14550"), (key, text));
        read.Should().Throw<ConfigurationProblemException>().WithMessage($"*Networks:field:{key}*");
    }

    [Fact]
    public void A_network_with_a_port_only_is_read_as_before()
    {
        var network = Read(("Port", "14550"), ("Address", "0.0.0.0"));
        network.Port.Should().Be(14550);
        network.Address.Should().Be("0.0.0.0");
        network.Links.Should().BeEmpty();
    }

    [Fact]
    public void Links_stand_beside_the_port_or_alone()
    {
        var links = new[] { ("Links:0", "serial:/dev/ttyUSB0:57600"), ("Links:1", "tcp://10.0.0.5:5760") };
        Read([("Port", "14550"), .. links]).Port.Should().Be(14550);
        var alone = Read([("Port", ""), .. links]);
        alone.Port.Should().BeNull();
        alone
            .Links.Should()
            .Equal(LinkAddress.Parse("serial:/dev/ttyUSB0:57600"), LinkAddress.Parse("tcp://10.0.0.5:5760"));
    }

    [Theory]
    [InlineData("serial:/dev/ttyUSB0", "names no link: the speed is missing")]
    [InlineData("yesterday.tlog", "is a recording, which is no live link")]
    public void A_link_that_cannot_be_used_is_named(string link, string why)
    {
        var read = () => Read(("Links:0", link));
        read.Should()
            .Throw<ConfigurationProblemException>()
            .WithMessage($"DroneCommand:Networks:field:Links:0*{link}*{why}*");
    }

    [Fact]
    public void A_network_without_any_link_is_named()
    {
        var read = () => Read(("Address", "127.0.0.1"));
        read.Should().Throw<ConfigurationProblemException>().WithMessage("DroneCommand:Networks:field:Port*");
    }

    private static NetworkOptions Read(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s => KeyValuePair.Create($"DroneCommand:Networks:field:{s.Key}", s.Value))
            )
            .Build();
        var data = Directory.CreateTempSubdirectory("dronecommand-test-");
        try
        {
            using var provider = new ServiceCollection()
                .AddSingleton(DataFolder.Open(data.FullName))
                .AddNetworks(configuration)
                .BuildServiceProvider();
            return provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Networks["field"];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
