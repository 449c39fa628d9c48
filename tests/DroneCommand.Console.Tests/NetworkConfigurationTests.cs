using DroneCommand.Fleet.Gateway;
using DroneCommand.Mavlink.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Tests;

public class NetworkConfigurationTests
{
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

    private static NetworkOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s =>
                    KeyValuePair.Create($"{GatewayOptions.NetworksSection}:field:{s.Key}", (string?)s.Value)
                )
            )
            .Build();
        var services = new ServiceCollection();
        services.AddNetworks(configuration);
        var options = new GatewayOptions();
        var first = services.First(service => service.ServiceType == typeof(IConfigureOptions<GatewayOptions>));
        ((IConfigureOptions<GatewayOptions>)first.ImplementationInstance!).Configure(options);
        return options.Networks["field"];
    }
}
