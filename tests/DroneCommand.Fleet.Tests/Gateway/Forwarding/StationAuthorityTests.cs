using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Fleet.Tests.Gateway.Forwarding;

/// <summary>What a ground station may do through an endpoint, for whom, and what is on record of it.</summary>
public sealed class StationAuthorityTests : ForwardingField
{
    [Fact]
    public async Task A_station_that_only_reads_gets_telemetry_parameters_and_the_mission()
    {
        await Start(1, Endpoint());
        var station = await Attach();
        await Copters.Until("its position comes", () => station.Heard<GlobalPositionInt>(from: 1));

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

        await Copters.Until(
            "the parameter comes",
            () => station.Heard<ParamValue>(p => p.ParamId.ToString() == "RTL_ALT")
        );
        await Copters.Until(
            "the mission's count comes",
            () => station.Heard<MissionCount>(m => m.TargetSystem == Station)
        );
        (await Server.View(Kestrel))
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

        await Copters.Until("arming is refused", () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Denied);
        await Copters.Until("the mode is refused", () => station.Answer(MavCmd.DoSetMode) == MavResult.Denied);
        await Copters.Until(
            "the mission is refused",
            () => station.Heard<MissionAck>(a => a.Type == MavMissionResult.Denied)
        );
        await Copters.Until(
            "the parameter is refused",
            () => station.Heard<ParamError>(e => e.Error == MavParamError.PermissionDenied)
        );
        await Copters.Until("the reason is told", () => station.Texts.Any(text => text.Contains("read-only")));
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
        await Copters.Until(
            "without control it is refused",
            () => station.Answer(MavCmd.DoSetMode) == MavResult.Denied
        );
        await TakeControl(People.Ann);
        (await Server.View(Kestrel)).Stations.Single().CommandsFor.Should().Be("ann");

        station.Command(MavCmd.ComponentArmDisarm, 0);
        await Copters.Until(
            "the vehicle answers",
            () => station.Answer(MavCmd.ComponentArmDisarm) == MavResult.Accepted
        );

        var records = await StationRecords();
        records[1].Should().Contain("ann: disarm · ground station 254 at").And.EndWith("begun");
        records[0].Should().EndWith("PassedOn: ");
        var view = await Server.View(Kestrel);
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

        await Copters.Until("it is in GUIDED", async () => (await Server.View(Kestrel)).Mode == "GUIDED");
        (await Server.View(Kestrel)).Authority.HolderName.Should().Be("ann");
        (await StationRecords()).Should().Contain(record => record.StartsWith("ann: DO_SET_MODE 1 4 (GUIDED) · "));
    }

    [Fact]
    public async Task Calling_it_back_needs_the_role_and_no_control()
    {
        await Start(1, Endpoint("ann"));
        var station = await Attach();
        (await Server.Vehicle(Kestrel).TakeAuthority(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);

        station.Command(MavCmd.NavReturnToLaunch);

        await Copters.Until(
            "the vehicle gets it",
            () => FromStations.Any(sent => sent.MessageId == MessageIds.CommandLong)
        );
        (await Server.View(Kestrel)).Authority.HolderName.Should().Be("ben");
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
        await Copters.Until(
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
        await Copters.Until(
            "the pilot is refused",
            () => pilot.Answer(MavCmd.PreflightRebootShutdown) == MavResult.Denied
        );
        FromStations.Should().BeEmpty();
        mechanic.Command(MavCmd.PreflightRebootShutdown, 1);
        await Copters.Until("the vehicle gets it", () => FromStations.Any(sent => sent.Sender == 253));

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
        Copters.IsDeaf = true;
        var before = OrdersOfServer();
        var holding = Server.Vehicle(Kestrel).Hold(People.Ben.Asks());
        await Copters.Until("the hold is asked for", () => OrdersOfServer() > before);

        station.Command(MavCmd.DoChangeSpeed, 1, 5);

        await Copters.Until(
            "it is refused for now",
            () => station.Answer(MavCmd.DoChangeSpeed) == MavResult.TemporarilyRejected
        );
        await Copters.Until(
            "and why is told",
            () => station.Texts.Any(text => text.Contains("a hold is still under way"))
        );
        FromStations.Should().BeEmpty();
        (await StationRecords()).Should().Contain(record => record.EndsWith("a hold is still under way"));
        await Copters.Until("the hold ends", () => holding.IsCompleted);

        int OrdersOfServer() =>
            Copters.Received.Count(sent =>
                sent
                    is { Sender: 255, MessageId: MessageIds.CommandLong or MessageIds.CommandInt or MessageIds.SetMode }
            );
    }
}
