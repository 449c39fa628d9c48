using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Conformance;

/// <summary>
/// Sends to the simulator what was sent to the real autopilot in a recorded flight, at the same times, and compares what
/// came back. Skipped where the recordings do not lie beside the repository.
/// </summary>
public class RecordedFlightTests
{
    // An item that was held back was sent when the vehicle had asked twice: ours must have asked twice as well.
    private const double HeldBackSeconds = 0.9;
    private const double WaitForRepeat = 0.25;

    [Fact]
    public void A_copter_answers_as_the_real_one_did() => Compare("copter.events.jsonl", VehicleKind.Copter, 0.57);

    [Fact]
    public void A_rover_answers_as_the_real_one_did() => Compare("rover.events.jsonl", VehicleKind.Rover, 0.857);

    private static void Compare(string file, VehicleKind kind, double powerOn)
    {
        var path = SharedData.Find(Path.Combine("data", "ardupilot", file));
        Assert.SkipWhen(path is null, "the recordings are not here");
        var events = Recording.Read(path!);
        var real = Transcript.OfRecording(events);
        var ours = Replay(events, kind, powerOn);
        var report = new List<string>();
        foreach (var step in real.Steps)
        {
            var (expected, found) = (real.Answers(step), ours.Answers(step));
            if (!expected.SequenceEqual(found))
            {
                report.Add($"{step}: real [{string.Join(", ", expected)}] ours [{string.Join(", ", found)}]");
            }
        }

        report.AddRange(Transcript.Differences("modes", real.Modes, ours.Modes));
        report.AddRange(Transcript.Differences("items reached", real.Reached, ours.Reached));
        report.AddRange(Transcript.Differences("texts", real.Texts, ours.Texts));
        report.Should().BeEmpty(string.Join("\n", report));
    }

    private static Transcript Replay(IReadOnlyList<RecordedEvent> events, VehicleKind kind, double powerOn)
    {
        var place = new GeoPoint(-35.363261, 149.16523);
        var rig = new Rig(new VehicleSpec("Recorded", kind, Rig.SystemId, place, 584, 353, "test-uid"), Rig.Real);
        var transcript = new Transcript();
        var seen = 0;
        var lastSent = 0.0;
        foreach (var e in events)
        {
            // The real one's loop turns between any two frames of the recording: a step must lie between them here too.
            var least = e.FromGround && e.Step is null ? SimulatedFleet.StepSeconds : 0;
            rig.Run(Math.Max(e.At - lastSent > HeldBackSeconds ? WaitForRepeat : least, e.At - powerOn - rig.Now));
            lastSent = e.FromGround ? e.At : lastSent;

            if (e.Step is { } step)
            {
                seen = Collect(rig, transcript, seen);
                transcript.Begin(step);
                rig.Beats = step != "GCS failsafe on, heartbeats stop" && (rig.Beats || step == "heartbeats again");
            }
            else if (e.FromGround)
            {
                Send(rig, e);
            }
        }

        Collect(rig, transcript, seen);
        return transcript;
    }

    private static int Collect(Rig rig, Transcript transcript, int seen)
    {
        foreach (var heard in rig.Log.Skip(seen))
        {
            transcript.Take(heard);
        }

        return rig.Log.Count;
    }

    private static void Send(Rig rig, RecordedEvent e)
    {
        MavMissionType Type() => (MavMissionType)e.Whole("mission_type");
        switch (e.Name)
        {
            case "COMMAND_LONG":
                rig.Send(Recording.CommandLong(e, Rig.SystemId));
                break;
            case "COMMAND_INT":
                rig.Send(Recording.CommandInt(e, Rig.SystemId));
                break;
            case "MISSION_COUNT":
                rig.Send(
                    new MissionCount
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        Count = (ushort)e.Whole("count"),
                        MissionType = Type(),
                    }
                );
                break;
            case "MISSION_ITEM_INT":
                rig.Send(Recording.Item(e, Rig.SystemId));
                break;
            case "MISSION_REQUEST_LIST":
                rig.Send(
                    new MissionRequestList
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        MissionType = Type(),
                    }
                );
                break;
            case "MISSION_REQUEST_INT":
                rig.Send(
                    new MissionRequestInt
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        Seq = (ushort)e.Whole("seq"),
                        MissionType = Type(),
                    }
                );
                break;
            case "MISSION_CLEAR_ALL":
                rig.Send(
                    new MissionClearAll
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        MissionType = Type(),
                    }
                );
                break;
            case "PARAM_SET":
                rig.Send(
                    new ParamSet
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        ParamId = e.Text("param_id"),
                        ParamValue = e.Float("param_value"),
                    }
                );
                break;
            case "PARAM_REQUEST_LIST":
                rig.Send(new ParamRequestList { TargetSystem = Rig.SystemId, TargetComponent = 1 });
                break;
            case "REQUEST_DATA_STREAM":
                rig.Send(
                    new RequestDataStream
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        ReqMessageRate = 4,
                        StartStop = 1,
                    }
                );
                break;
            case "SET_POSITION_TARGET_GLOBAL_INT":
                rig.Send(
                    new SetPositionTargetGlobalInt
                    {
                        TargetSystem = Rig.SystemId,
                        TargetComponent = 1,
                        CoordinateFrame = (MavFrame)e.Whole("coordinate_frame"),
                        TypeMask = (PositionTargetTypemask)e.Whole("type_mask"),
                        LatInt = e.Whole("lat_int"),
                        LonInt = e.Whole("lon_int"),
                        Alt = e.Float("alt"),
                    }
                );
                break;
        }
    }
}
