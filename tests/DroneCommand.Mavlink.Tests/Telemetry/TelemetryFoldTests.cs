using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Telemetry;

public sealed class TelemetryFoldTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FrameWriter _vehicle = new(11, 1);
    private readonly VehicleConnection _connection;
    private readonly TelemetryFold _fold;
    private TelemetryEvents _events;

    public TelemetryFoldTests()
    {
        _connection = new VehicleConnection(new FrameWriter(255, 190), 11, 1, _ => { }, _time);
        _fold = new TelemetryFold(_connection);
        _fold.Happened += (events, _) => _events |= events;
    }

    public void Dispose() => _fold.Dispose();

    [Fact]
    public void Wire_units_end_in_the_fold()
    {
        Hear(
            new GlobalPositionInt
            {
                TimeBootMs = 1000,
                Lat = 544812345,
                Lon = -89912345,
                Alt = 12_500,
                RelativeAlt = 10_250,
                Vx = 300,
                Vy = 400,
                Vz = -150,
                Hdg = 9000,
            }
        );
        var position = _fold.Snapshot.Position!.Value.Value;
        position.Point.Should().Be(new GeoPoint(54.4812345, -8.9912345));
        position.Amsl.Metres.Should().Be(12.5);
        position.AboveHome.Metres.Should().Be(10.25);
        position.GroundSpeedMps.Should().Be(5);
        position.ClimbMps.Should().Be(1.5);
        position.HeadingDeg.Should().Be(90);
    }

    [Fact]
    public void Unknown_values_are_null_and_not_numbers()
    {
        Hear(new GlobalPositionInt { Lat = 1, Hdg = ushort.MaxValue });
        Hear(new GpsRawInt { Eph = ushort.MaxValue, SatellitesVisible = 255 });
        Hear(
            new SysStatus
            {
                BatteryRemaining = -1,
                VoltageBattery = ushort.MaxValue,
                CurrentBattery = -1,
            }
        );
        var snapshot = _fold.Snapshot;
        snapshot.Position!.Value.Value.HeadingDeg.Should().BeNull();
        snapshot.Gps!.Value.Value.Should().Be(new GpsPart(GpsFixType.NoGps, null, null, null));
        snapshot.Battery!.Value.Value.Should().Be(new BatteryPart(null, null, null, null));
        snapshot.System!.Value.Value.PreArmPasses.Should().BeNull();
        snapshot.Home.Should().BeNull();
    }

    [Fact]
    public void Each_part_has_its_age()
    {
        Hear(new Heartbeat { Autopilot = MavAutopilot.Ardupilotmega });
        _time.Advance(TimeSpan.FromSeconds(2));
        Hear(new VfrHud { Airspeed = 3 });
        var now = _time.GetUtcNow();
        _fold.Snapshot.Heartbeat!.Value.Age(now).Should().Be(TimeSpan.FromSeconds(2));
        _fold.Snapshot.Hud!.Value.Age(now).Should().Be(TimeSpan.Zero);
        _fold.Snapshot.Silence(now).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void The_place_that_is_sent_before_the_estimator_has_an_origin_is_none()
    {
        Hear(new GlobalPositionInt { TimeBootMs = 4504, Hdg = 8045 });
        _fold.Snapshot.Position.Should().BeNull();
        Hear(
            new GlobalPositionInt
            {
                TimeBootMs = 10504,
                Lat = 544799760,
                Lon = 89900509,
            }
        );
        _fold.Snapshot.Position.Should().NotBeNull();
    }

    [Fact]
    public void An_older_position_never_overwrites_a_newer_one()
    {
        Hear(new GlobalPositionInt { TimeBootMs = 60_000, Lat = 2 });
        Hear(new GlobalPositionInt { TimeBootMs = 59_900, Lat = 1 });
        _fold.Snapshot.Position!.Value.Value.Point.LatitudeDeg.Should().Be(2e-7);
        _fold.Snapshot.Reboots.Should().Be(0);
    }

    [Fact]
    public void A_clock_that_falls_back_is_a_reboot()
    {
        Hear(new GlobalPositionInt { TimeBootMs = 60_000, Lat = 2 });
        Hear(new SystemTime { TimeBootMs = 900 });
        _fold.Snapshot.Reboots.Should().Be(1);
        _fold.Snapshot.Position.Should().BeNull("it may stand elsewhere since");
        _events.Should().HaveFlag(TelemetryEvents.Rebooted);
        Hear(new GlobalPositionInt { TimeBootMs = 1000, Lat = 1 });
        _fold.Snapshot.Position!.Value.Value.Point.LatitudeDeg.Should().Be(1e-7);
        _fold.Snapshot.Reboots.Should().Be(1);
    }

    [Fact]
    public void Mode_and_arming_are_told_at_once_with_the_autopilots_names()
    {
        var heartbeat = new Heartbeat { Autopilot = MavAutopilot.Ardupilotmega, Type = MavType.Quadrotor };
        Hear(heartbeat);
        _fold.Snapshot.Mode.Should().Be("STABILIZE");
        _events = 0;
        Hear(heartbeat with { CustomMode = 17, BaseMode = MavModeFlag.SafetyArmed });
        _events.Should().Be(TelemetryEvents.ModeChanged | TelemetryEvents.ArmedChanged);
        _fold.Snapshot.Mode.Should().Be("BRAKE");
        _fold.Snapshot.Armed.Should().BeTrue();
    }

    [Fact]
    public void The_heartbeat_of_something_that_is_no_autopilot_does_not_count()
    {
        Hear(new Heartbeat { Autopilot = MavAutopilot.Invalid, Type = MavType.Gimbal });
        _fold.Snapshot.Heartbeat.Should().BeNull();
    }

    [Fact]
    public void Long_texts_are_joined()
    {
        var half = new string('x', 50);
        Hear(
            new Statustext
            {
                Id = 7,
                ChunkSeq = 0,
                Severity = MavSeverity.Warning,
                Text = half,
            }
        );
        _fold.Snapshot.Texts.Should().BeEmpty();
        Hear(
            new Statustext
            {
                Id = 7,
                ChunkSeq = 1,
                Severity = MavSeverity.Warning,
                Text = "end",
            }
        );
        _fold.Snapshot.Texts[0].Value.Should().Be(new StatusTextPart(MavSeverity.Warning, half + "end"));
        Hear(new Statustext { Severity = MavSeverity.Info, Text = "short" });
        _fold.Snapshot.Texts.Select(t => t.Value.Text).Should().Equal("short", half + "end");
    }

    [Fact]
    public void Loss_shows_in_the_gaps_of_the_sequence()
    {
        for (var i = 0; i < 50; i++)
        {
            if (i % 5 == 4)
                _vehicle.Write(new Heartbeat(), new byte[FrameWriter.MaxFrameLength]);
            else
                Hear(new VfrHud { Airspeed = i });
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        _fold.Snapshot.LinkQualityPercent.Should().BeApproximately(80, 3);
        _time.Advance(TimeSpan.FromSeconds(11));
        _fold.Snapshot.LinkQualityPercent.Should().BeNull("nothing was due for ten seconds");
    }

    [Fact]
    public void The_recorded_copter_flight_folds_to_its_end()
    {
        var path = SharedData.Find("data/ardupilot/copter.tlog");
        Assert.SkipWhen(path == null, "no recordings here");
        var modes = new List<string>();
        var items = new HashSet<int>();
        var firmware = new HashSet<string>();
        var mostMetres = 0.0;
        _fold.Happened += (events, snapshot) =>
        {
            if (events.HasFlag(TelemetryEvents.ModeChanged))
                modes.Add(snapshot.Mode);
            if (snapshot.Mission is { Value.CurrentItem: var item })
                items.Add(item);
            if (snapshot.Identity is { Value.FirmwareVersion: var version })
                firmware.Add(version);
            mostMetres = Math.Max(mostMetres, snapshot.AboveHome?.Metres ?? 0);
        };
        TlogReader.Read(
            File.ReadAllBytes(path),
            (DateTimeOffset _, in FrameView frame) =>
            {
                _connection.Deliver(frame);
                _time.Advance(TimeSpan.FromMilliseconds(10));
            }
        );
        modes.Should().Equal("AUTO", "GUIDED", "AUTO", "BRAKE", "AUTO", "RTL", "STABILIZE");
        mostMetres.Should().BeInRange(19, 27);
        items.Should().Contain([1, 2, 4]);
        var end = _fold.Snapshot;
        end.Reboots.Should().Be(1);
        firmware.Should().Equal("4.7.0-dev");
        end.Identity.Should().BeNull("it was not asked again after its reboot at the end");
        end.Armed.Should().BeFalse();
        end.LinkQualityPercent.Should().BeGreaterThan(95);
    }

    private void Hear<T>(in T message)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        ReadOnlySpan<byte> datagram = buffer.AsSpan(0, _vehicle.Write(message, buffer));
        new FrameReader().TryReadDatagram(ref datagram, out var frame).Should().BeTrue();
        _connection.Deliver(frame).Should().BeTrue();
    }
}
