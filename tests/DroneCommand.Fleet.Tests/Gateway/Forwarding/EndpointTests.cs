using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Fleet.Tests.Gateway.Forwarding;

/// <summary>How endpoints behave: who hears what, ids, ports, floods.</summary>
public sealed class EndpointTests : ForwardingField
{
    [Fact]
    public async Task Heartbeats_of_stations_end_at_the_server()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        await TakeControl(People.Ann);
        for (var i = 0; i < 100; i++)
        {
            station.Beat();
            await Copters.Pump();
        }
        Copters
            .Received.Where(sent => sent.MessageId == MessageIds.Heartbeat)
            .Should()
            .OnlyContain(sent => sent.Sender == 255);
    }

    [Fact]
    public async Task A_vehicle_hears_nothing_of_another_and_a_station_commands_no_other_than_its_endpoint_has()
    {
        await Start(2, Endpoint("ann", vehicle: Kestrel));
        var station = await Attach();
        await TakeControl(People.Ann);
        station.Command(MavCmd.ComponentArmDisarm, 0, vehicle: 2);
        await Copters.Until("it is refused", () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Denied);
        await Copters.Until(
            "and the reason told",
            () => station.Texts.Any(text => text.Contains("system 2 is no vehicle of this endpoint"))
        );
        FromStations.Should().BeEmpty();
        station.All<Heartbeat>(from: 2).Should().BeEmpty("the endpoint shows one vehicle");
        Copters.Received.Should().OnlyContain(sent => sent.Sender == 255);
    }

    [Theory]
    [InlineData(255, "is the server's")]
    [InlineData(1, "is a vehicle's")]
    public async Task A_station_with_the_servers_or_a_vehicles_id_is_refused_and_told(byte systemId, string why)
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach(systemId);
        await Copters.Until(
            "it is told",
            () =>
            {
                station.Command(MavCmd.ComponentArmDisarm, 1);
                return station.Texts.Any(text => text.Contains(why));
            }
        );
        await Copters.Until("and answered", () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Denied);
        FromStations.Should().BeEmpty();
    }

    [Fact]
    public async Task A_station_that_comes_back_from_another_port_goes_on()
    {
        await Start(1, Endpoint(at: "tcpin://:0"));
        var before = await Attach();
        await before.DisposeAsync();
        var after = await Attach();
        after.Send(new MissionRequestList { TargetSystem = 1, TargetComponent = 1 });
        await Copters.Until("it is answered", () => after.Heard<MissionCount>());
        await Copters.Until("the first one is gone", async () => (await Server.View(Kestrel)).Stations.Count == 1);
    }

    [Fact]
    public async Task A_flood_of_a_station_does_not_keep_a_hold_back()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        await TakeControl(People.Ann);
        for (var i = 0; i < 3000; i++)
        {
            station.Send(
                new ParamSet
                {
                    TargetSystem = 1,
                    TargetComponent = 1,
                    ParamId = "RTL_ALT",
                    ParamValue = i,
                }
            );
        }

        var hold = Server.Vehicle(Kestrel).Hold(People.Ben.Asks());

        await Copters.Until("the hold ended", () => hold.IsCompleted);
        (await hold).Kind.Should().Be(OutcomeKind.Done, (await hold).Text);
        (await hold).After.Should().BeLessThan(TimeSpan.FromSeconds(3));
        await Copters.Until(
            "the station is told",
            () => station.Texts.Any(text => text.StartsWith("Not passed on", StringComparison.Ordinal))
        );
    }
}
