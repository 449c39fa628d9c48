using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Tests;

public sealed class ForwardingConfigurationTests
{
    [Fact]
    public void An_endpoint_is_read_only_and_on_this_machine_unless_it_says_otherwise()
    {
        var endpoint = Read(("Listen", "udp://:14560"), ("Network", "field"));
        endpoint.Listen.ToString().Should().Be("udp://127.0.0.1:14560");
        (endpoint.Network, endpoint.Vehicle, endpoint.Account, endpoint.Maintenance)
            .Should()
            .Be(("field", null, null, false));
    }

    [Fact]
    public void An_endpoint_may_be_for_one_vehicle_with_an_account_and_a_role()
    {
        var endpoint = Read(
            ("Listen", "tcpin://0.0.0.0:5790"),
            ("Vehicle", "Kestrel 1"),
            ("Account", "ann"),
            ("Roles", "maintenance")
        );
        (endpoint.Network, endpoint.Vehicle, endpoint.Account, endpoint.Maintenance)
            .Should()
            .Be((null, "Kestrel 1", "ann", true));
    }

    [Theory]
    [InlineData("Listen", "", ":Listen is missing*")]
    [InlineData("Listen", "14560", ":Listen: *names no link*")]
    [InlineData("Listen", "udpout://10.0.0.1:14550", ":Listen *does not wait for stations*")]
    [InlineData("Listen", "flight.tlog", ":Listen *does not wait for stations*")]
    [InlineData("Network", "feild", ":Network is 'feild'; the networks are field")]
    [InlineData("Network", "", " needs either Network*")]
    [InlineData("Vehicle", "Kestrel 1", " needs either Network*")]
    [InlineData("Roles", "mechanic", ":Roles names 'mechanic'*maintenance*")]
    public void What_makes_no_sense_is_named(string key, string text, string why)
    {
        var settings = new Dictionary<string, string?> { ["Listen"] = "udp://:14560", ["Network"] = "field" };
        settings[key] = text;
        var read = () => Read([.. settings.Select(s => (s.Key, s.Value))]);
        read.Should().Throw<ConfigurationProblemException>().WithMessage($"DroneCommand:Forwarding:pilot{why}");
    }

    private static ForwardingOptions Read(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s => KeyValuePair.Create($"DroneCommand:Forwarding:pilot:{s.Key}", s.Value))
            )
            .Build();
        using var provider = new ServiceCollection()
            .Configure<GatewayOptions>(options => options.Networks["field"] = new NetworkOptions { Port = 14550 })
            .AddForwarding(configuration)
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Forwarding["pilot"];
    }
}
