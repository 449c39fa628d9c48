using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Persistence;
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
        Read("Signing", text).Signing.Should().Be(mode);

    [Fact]
    public void A_network_names_what_may_come_unsigned() =>
        Read("LetThroughUnsigned", "HEARTBEAT, radio_status")
            .LetThroughUnsigned.Should()
            .Be(UnsignedMessages.Heartbeat | UnsignedMessages.RadioStatus);

    [Theory]
    [InlineData("Signing", "maybe")]
    [InlineData("Signing", "7")]
    [InlineData("LetThroughUnsigned", "COMMAND_LONG")]
    [InlineData("LetThroughUnsigned", "HEARTBEAT,15")]
    public void What_makes_no_sense_is_named(string key, string text)
    {
        var read = () => Read(key, text);
        read.Should().Throw<ConfigurationProblemException>().WithMessage($"*Networks:field:{key}*");
    }

    private static NetworkOptions Read(string key, string? text)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("DroneCommand:Networks:field:Port", "14550"),
                new($"DroneCommand:Networks:field:{key}", text),
            ])
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
