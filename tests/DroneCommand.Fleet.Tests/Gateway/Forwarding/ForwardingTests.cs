using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Fleet.Tests.Gateway.Forwarding;

/// <summary>A ground station, the server and simulated copters over real sockets.</summary>
public sealed class ForwardingTests : IAsyncDisposable
{
    private const string Kestrel = "kestrel-1";
    private const byte Station = 254;
    private const float Guided = 4;
    private const float Custom = (float)MavModeFlag.CustomModeEnabled;

    private readonly List<IAsyncDisposable> opened = [];
    private FleetServer server = null!;
    private SimulatedField copters = null!;

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(opened))
        {
            await disposable.DisposeAsync();
        }
    }

    private async Task Start(int vehicles = 1, params ForwardingOptions[] endpoints)
    {
        var port = SocketVehicle.FreePort();
        server = await FleetServer.Start(null, ("demo", new NetworkOptions { Port = port }));
        opened.Add(server);
        await server.End();
        for (var i = 0; i < endpoints.Length; i++)
        {
            server.Forwarding[$"pilot-{i}"] = endpoints[i];
        }
        await server.Begin();
        for (var i = 1; i <= vehicles; i++)
        {
            await server.Adopt($"kestrel-{i}", heard: false);
        }
        copters = new SimulatedField(server, port, vehicles);
        opened.Add(copters);
        await copters.Until("all are live", IsLive);

        async Task<bool> IsLive() =>
            (await Task.WhenAll(Enumerable.Range(1, vehicles).Select(i => server.View($"kestrel-{i}")))).All(view =>
                view.Link == LinkState.Live
            );
    }

    private static ForwardingOptions Endpoint(string? account = null, string? vehicle = null, string at = "udp://:0") =>
        new()
        {
            Listen = LinkAddress.Parse(at),
            Network = vehicle is null ? "demo" : null,
            Vehicle = vehicle,
            Account = account,
        };

    private async Task<SocketStation> Attach(byte systemId = Station, int endpoint = 0)
    {
        var station = new SocketStation(server, systemId, endpoint: endpoint);
        opened.Add(station);
        await copters.Until(
            "the station hears a vehicle",
            () =>
            {
                station.Beat();
                return station.Heard<Heartbeat>();
            }
        );
        return station;
    }

    private async Task TakeControl(Caller caller)
    {
        (await server.Vehicle(Kestrel).TakeAuthority(caller.Asks())).Kind.Should().Be(OutcomeKind.Done);
        await copters.Until(
            "the link knows",
            async () => (await server.View(Kestrel)).Stations.Any(station => station.CommandsFor is not null)
        );
    }

    private async Task<IReadOnlyList<string>> StationRecords() =>
        [
            .. (await server.Records(Kestrel))
                .Where(record => record.Action.StartsWith("station:", StringComparison.Ordinal))
                .Select(record => $"{record.UserName}: {record.Detail} -> {record.Outcome ?? "begun"}"),
        ];

    private IEnumerable<SentTo> FromStations => copters.Received.Where(sent => sent.Sender != 255);

    [Fact]
    public async Task A_station_that_only_reads_gets_telemetry_parameters_and_the_mission()
    {
        await Start(1, Endpoint());
        var station = await Attach();
        await copters.Until("its position comes", () => station.Heard<GlobalPositionInt>(from: 1));

        station.Send(
            new ParamRequestRead
            {
                TargetSystem = 1,
                TargetComponent = 1,
                ParamId = "RTL_ALT",
                ParamIndex = -1,
            }
        );
        station.Send(new MissionRequestList { TargetSystem = 1, TargetComponent = 1 });

        await copters.Until(
            "the parameter comes",
            () => station.Heard<ParamValue>(p => p.ParamId.ToString() == "RTL_ALT")
        );
        await copters.Until(
            "the mission's count comes",
            () => station.Heard<MissionCount>(m => m.TargetSystem == Station)
        );
        (await server.View(Kestrel))
            .Stations.Should()
            .Equal(new StationView("ground station 254", "pilot-0", CommandsFor: null));
    }

    [Fact]
    public async Task What_a_reading_station_wants_changed_is_refused_told_and_on_record()
    {
        await Start(1, Endpoint());
        var station = await Attach();

        station.Command(MavCmd.ComponentArmDisarm, 1);
        station.Command(MavCmd.DoSetMode, Custom, Guided);
        station.Send(
            new MissionCount
            {
                TargetSystem = 1,
                TargetComponent = 1,
                Count = 3,
            }
        );
        station.Send(
            new ParamSet
            {
                TargetSystem = 1,
                TargetComponent = 1,
                ParamId = "RTL_ALT",
                ParamValue = 9,
            }
        );

        await copters.Until("arming is refused", () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Denied);
        await copters.Until("the mode is refused", () => station.Answer(MavCmd.DoSetMode) == MavResult.Denied);
        await copters.Until(
            "the mission is refused",
            () => station.Heard<MissionAck>(a => a.Type == MavMissionResult.Denied)
        );
        await copters.Until(
            "the parameter is refused",
            () => station.Heard<ParamError>(e => e.Error == MavParamError.PermissionDenied)
        );
        await copters.Until("the reason is told", () => station.Texts.Any(text => text.Contains("read-only")));
        FromStations.Should().BeEmpty();
        var records = await StationRecords();
        records
            .Should()
            .HaveCount(4)
            .And.OnlyContain(record => record.Contains("RefusedByUs: the endpoint 'pilot-0' is read-only"));
        records
            .Should()
            .Contain(record => record.Contains("ground station 254") && record.Contains("PARAM_SET RTL_ALT = 9"));
    }

    [Fact]
    public async Task Who_holds_the_vehicle_commands_it_through_the_station_and_it_is_on_record_first()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        station.Command(MavCmd.DoSetMode, Custom, Guided);
        await copters.Until(
            "without control it is refused",
            () => station.Answer(MavCmd.DoSetMode) == MavResult.Denied
        );
        await TakeControl(People.Ann);
        (await server.View(Kestrel)).Stations.Single().CommandsFor.Should().Be("ann");

        station.Command(MavCmd.ComponentArmDisarm, 0);
        await copters.Until(
            "the vehicle answers",
            () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Accepted
        );

        var records = await StationRecords();
        records[1].Should().Contain("ann: disarm · ground station 254 at").And.EndWith("begun");
        records[0].Should().EndWith("PassedOn: ");
        var view = await server.View(Kestrel);
        view.Commands[0].Outcome!.Kind.Should().Be(OutcomeKind.PassedOn);
        view.NeedsYou.Should().Contain(item => item.Title == "Commanded through a ground station");
    }

    [Fact]
    public async Task A_mode_that_a_station_asked_for_is_nobody_elses_doing()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        await TakeControl(People.Ann);

        station.Command(MavCmd.DoSetMode, Custom, Guided);

        await copters.Until("it is in GUIDED", async () => (await server.View(Kestrel)).Mode == "GUIDED");
        (await server.View(Kestrel)).Authority.HolderName.Should().Be("ann");
        (await StationRecords()).Should().Contain(record => record.StartsWith("ann: DO_SET_MODE 1 4 (GUIDED) · "));
    }

    [Fact]
    public async Task Calling_it_back_needs_the_role_and_no_control()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        (await server.Vehicle(Kestrel).TakeAuthority(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);

        station.Command(MavCmd.NavReturnToLaunch);

        await copters.Until(
            "the vehicle gets it",
            () => FromStations.Any(sent => sent.MessageId == MessageIds.CommandLong)
        );
        (await server.View(Kestrel)).Authority.HolderName.Should().Be("ben");
        (await StationRecords()).Should().Contain(record => record.EndsWith("PassedOn: "));
    }

    [Fact]
    public async Task An_uploaded_mission_is_one_act_with_one_record()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        await TakeControl(People.Ann);
        const int Items = 12;
        station.Send(
            new MissionCount
            {
                TargetSystem = 1,
                TargetComponent = 1,
                Count = Items,
            }
        );
        var sent = 0;
        await copters.Until(
            "the vehicle has taken it",
            () =>
            {
                if (station.All<MissionRequest>() is { Count: > 0 } requests && requests[^1].Seq >= sent)
                {
                    station.Send(Item(requests[^1].Seq));
                    sent = requests[^1].Seq + 1;
                }
                return station.Heard<MissionAck>(ack => ack.Type == MavMissionResult.Accepted);
            }
        );
        sent.Should().Be(Items);
        (await StationRecords())
            .Should()
            .HaveCount(2)
            .And.OnlyContain(record => record.Contains("mission of 12 items"));

        static MissionItemInt Item(ushort seq) =>
            new()
            {
                TargetSystem = 1,
                TargetComponent = 1,
                Seq = seq,
                Frame = MavFrame.GlobalRelativeAltInt,
                Command = MavCmd.NavWaypoint,
                Autocontinue = 1,
                X = 544799657,
                Y = 89898821 + seq * 100,
                Z = 30,
            };
    }

    [Fact]
    public async Task Heartbeats_of_stations_end_at_the_server()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        await TakeControl(People.Ann);
        for (var i = 0; i < 100; i++)
        {
            station.Beat();
            await copters.Pump();
        }
        copters
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
        await copters.Until("it is refused", () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Denied);
        await copters.Until(
            "and the reason told",
            () => station.Texts.Any(text => text.Contains("system 2 is no vehicle of this endpoint"))
        );
        FromStations.Should().BeEmpty();
        station.All<Heartbeat>(from: 2).Should().BeEmpty("the endpoint shows one vehicle");
        copters.Received.Should().OnlyContain(sent => sent.Sender == 255);
    }

    [Theory]
    [InlineData(255, "is the server's")]
    [InlineData(1, "is a vehicle's")]
    public async Task A_station_with_the_servers_or_a_vehicles_id_is_refused_and_told(byte systemId, string why)
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach(systemId);
        await copters.Until(
            "it is told",
            () =>
            {
                station.Command(MavCmd.ComponentArmDisarm, 1);
                return station.Texts.Any(text => text.Contains(why));
            }
        );
        await copters.Until("and answered", () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Denied);
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
        await copters.Until("it is answered", () => after.Heard<MissionCount>());
        await copters.Until("the first one is gone", async () => (await server.View(Kestrel)).Stations.Count == 1);
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

        var hold = server.Vehicle(Kestrel).Hold(People.Ben.Asks());

        await copters.Until("the hold ended", () => hold.IsCompleted);
        (await hold).Kind.Should().Be(OutcomeKind.Done, (await hold).Text);
        (await hold).After.Should().BeLessThan(TimeSpan.FromSeconds(3));
        await copters.Until(
            "the station is told",
            () => station.Texts.Any(text => text.StartsWith("Not passed on", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Service_work_needs_the_endpoints_role_besides_control()
    {
        await Start(
            1,
            Endpoint("ann"),
            new ForwardingOptions
            {
                Listen = LinkAddress.Parse("udp://:0"),
                Network = "demo",
                Account = "ann",
                Maintenance = true,
            }
        );
        var pilot = await Attach();
        var mechanic = await Attach(253, endpoint: 1);
        await TakeControl(People.Ann);

        pilot.Command(MavCmd.PreflightRebootShutdown, 1);
        await copters.Until(
            "the pilot is refused",
            () => pilot.Answer(MavCmd.PreflightRebootShutdown) == MavResult.Denied
        );
        FromStations.Should().BeEmpty();
        mechanic.Command(MavCmd.PreflightRebootShutdown, 1);
        await copters.Until("the vehicle gets it", () => FromStations.Any(sent => sent.Sender == 253));

        (await StationRecords()).Should().Contain(record => record.Contains("does not have the role maintenance"));
        (await StationRecords()).Should().Contain(record => record.Contains("(pilot-1) -> begun"));
    }

    [Fact]
    public async Task While_a_hold_of_the_console_runs_a_station_changes_nothing()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        await TakeControl(People.Ann);
        // Deaf to everything, so that the hold goes on asking.
        copters.IsDeaf = true;
        var holding = server.Vehicle(Kestrel).Hold(People.Ben.Asks());

        station.Command(MavCmd.DoChangeSpeed, 1, 5);

        await copters.Until(
            "it is refused for now",
            () => station.Answer(MavCmd.DoChangeSpeed) == MavResult.TemporarilyRejected
        );
        await copters.Until(
            "and why is told",
            () => station.Texts.Any(text => text.Contains("a hold is still under way"))
        );
        FromStations.Should().BeEmpty();
        (await StationRecords()).Should().Contain(record => record.EndsWith("a hold is still under way"));
        await copters.Until("the hold ends", () => holding.IsCompleted);
    }
}
