using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Telemetry;

/// <summary>
/// Discovery and liveness: a camera found first taken for the vehicle (MAVSDK#2388, #914; mavlink#1682); a link called
/// lost by its heartbeats only (libmav#6); heartbeats that go on while the application hangs (MAVSDK#2895, #3020).
/// </summary>
public class Problem12LivenessTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ComponentDirectory _directory;

    public Problem12LivenessTests() => _directory = new ComponentDirectory(_time);

    [Fact]
    public void A_camera_or_companion_that_speaks_first_is_not_the_vehicle()
    {
        Hear(1, 100, new Heartbeat { Type = MavType.Camera, Autopilot = MavAutopilot.Invalid });
        Hear(1, 191, new Heartbeat { Type = MavType.OnboardController, Autopilot = MavAutopilot.Invalid });
        Hear(1, 1, new Attitude());
        _directory.AutopilotOf(1).Should().BeNull("no heartbeat of an autopilot came yet");

        Hear(1, 1, new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega });
        _directory.AutopilotOf(1)!.ComponentId.Should().Be(1);
        _directory.Components.Should().HaveCount(3);
        _directory.Find(1, 100)!.Type.Should().Be(MavType.Camera);
    }

    [Fact]
    public void An_autopilot_is_known_by_its_heartbeat_and_not_by_its_component_id()
    {
        Hear(7, 42, new Heartbeat { Type = MavType.GroundRover, Autopilot = MavAutopilot.Px4 });
        Hear(7, 1, new Heartbeat { Type = MavType.Gimbal, Autopilot = MavAutopilot.Invalid });
        _directory.AutopilotOf(7)!.ComponentId.Should().Be(42);
    }

    [Fact]
    public void The_same_component_id_in_two_systems_is_two_components()
    {
        Hear(1, 1, new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega });
        Hear(2, 1, new Heartbeat { Type = MavType.Gcs, Autopilot = MavAutopilot.Generic });
        _directory.AutopilotOf(1).Should().NotBeNull();
        _directory.AutopilotOf(2).Should().BeNull("a ground station is no vehicle, whatever it fills in");
    }

    [Fact]
    public void Any_sound_frame_counts_as_alive_and_the_heartbeat_apart()
    {
        Hear(1, 1, new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega });
        var autopilot = _directory.AutopilotOf(1)!;
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Hear(1, 1, new Attitude());
        }
        autopilot.Silence.Should().Be(TimeSpan.Zero);
        autopilot.HeartbeatSilence.Should().Be(TimeSpan.FromSeconds(10));
        Hear(1, 100, new Heartbeat { Type = MavType.Camera, Autopilot = MavAutopilot.Invalid });
        _time.Advance(TimeSpan.FromSeconds(4));
        Hear(1, 100, new Heartbeat { Type = MavType.Camera, Autopilot = MavAutopilot.Invalid });
        autopilot.Silence.Should().Be(TimeSpan.FromSeconds(4), "its camera does not live for it");
    }

    [Fact]
    public void A_message_that_the_dialect_does_not_have_proves_no_life()
    {
        // Id 0xFFFF01 with the checksum of some definition that is not ours.
        byte[] bytes = [0xFD, 1, 0, 0, 0, 3, 1, 0x01, 0xFF, 0xFF, 9, 0, 0];
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, bytes.AsSpan(1, 10)), (byte)17);
        (bytes[11], bytes[12]) = ((byte)crc, (byte)(crc >> 8));
        TestFrames.Look(bytes, (in FrameView frame) => _directory.Take(frame).Should().BeNull());
        _directory.Components.Should().BeEmpty();
    }

    [Fact]
    public void A_vehicle_whose_heartbeats_are_lost_is_not_lost()
    {
        var connection = new VehicleConnection(new FrameWriter(255, 190), 1, 1, _ => { }, _time);
        using var services = new VehicleServices(connection);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            TestFrames.Look(
                TestFrames.Of(new Attitude(), new FrameWriter(1, 1)),
                (in FrameView frame) => connection.Deliver(frame)
            );
        }
        services.Telemetry.Snapshot.Silence(_time.GetUtcNow()).Should().Be(TimeSpan.Zero);
        services.Telemetry.Snapshot.Heartbeat.Should().BeNull();
    }

    [Fact]
    public async Task Our_own_heartbeat_stops_within_two_seconds_when_the_deciding_part_hangs()
    {
        var beats = 0;
        var connection = new VehicleConnection(new FrameWriter(255, 190), 1, 1, _ => beats++, _time);
        await using var heartbeat = new GroundHeartbeat(connection);
        for (var i = 0; i < 5; i++)
        {
            heartbeat.Feed();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        beats.Should().BeGreaterThanOrEqualTo(5);
        _time.Advance(GroundHeartbeat.FedFor);
        var atMost = beats;
        _time.Advance(TimeSpan.FromSeconds(30));
        beats.Should().Be(atMost);
        heartbeat.IsFed.Should().BeFalse();
    }

    private void Hear<T>(byte system, byte component, in T message)
        where T : struct, IMavlinkMessage<T> =>
        TestFrames.Look(
            TestFrames.Of(message, new FrameWriter(system, component)),
            (in FrameView frame) => _directory.Take(frame)
        );
}
