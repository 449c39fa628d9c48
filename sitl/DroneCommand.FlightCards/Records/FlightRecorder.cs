using System.Text.RegularExpressions;
using DroneCommand.FlightCards.Cards;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.FlightCards.Records;

/// <summary>
/// Writes down what a vehicle says during a flight. Frames come on the link's thread, steps on the runner's; one lock guards
/// what is kept.
/// </summary>
internal sealed partial class FlightRecorder : IDisposable
{
    // Ten hours at 10 Hz: a bound, not a limit that a card meets.
    private const int MostSamples = 360_000;
    private const int MostEvents = 50_000;

    private readonly Lock gate = new();
    private readonly FlightCard card;
    private readonly VehicleServices vehicle;
    private readonly TimeProvider time;
    private readonly LocalFrame frame;
    private readonly long begun;
    private readonly List<IDisposable> registrations = [];
    private readonly List<TrackSample> track = [];
    private readonly List<FlightEvent> events = [];
    private readonly List<Acknowledged> acks = [];
    private readonly Dictionary<uint, int> messages = [];
    private string mode = "";
    private bool armed;
    private bool breached;
    private int reboots;

    public FlightRecorder(FlightCard card, VehicleServices vehicle)
    {
        this.card = card;
        this.vehicle = vehicle;
        time = vehicle.Connection.Time;
        begun = time.GetTimestamp();
        frame = new LocalFrame(card.Dock.Position);
        reboots = vehicle.Telemetry.Snapshot.Reboots;
        registrations.Add(vehicle.Connection.OnFrame(Count));
        registrations.Add(vehicle.Connection.OnMessage<Heartbeat>(_ => TakeState()));
        registrations.Add(vehicle.Connection.OnMessage<GlobalPositionInt>(_ => TakePosition()));
        registrations.Add(vehicle.Connection.OnMessage<CommandAck>(TakeAck));
        registrations.Add(
            vehicle.Connection.OnMessage<MissionItemReached>(m =>
                Add(FlightEventKind.ItemReached, $"item {m.Seq}", m.Seq)
            )
        );
        registrations.Add(
            vehicle.Connection.OnMessage<CameraFeedback>(m => Add(FlightEventKind.Photo, $"photo {m.ImgIdx}", m.ImgIdx))
        );
        vehicle.Telemetry.Happened += Take;
        TakeState();
    }

    /// <summary>Seconds since the first step.</summary>
    public double Seconds => time.GetElapsedTime(begun).TotalSeconds;

    /// <summary>The plan that is flown, once it was uploaded.</summary>
    public Plan? Plan { get; set; }

    /// <summary>The mission that was uploaded last.</summary>
    public IReadOnlyList<MissionItem> Mission { get; set; } = [];

    public IReadOnlyList<FlightEvent> Events
    {
        get
        {
            lock (gate)
            {
                return [.. events];
            }
        }
    }

    public void Add(FlightEventKind kind, string text, int number = 0)
    {
        lock (gate)
        {
            if (events.Count < MostEvents)
            {
                events.Add(new FlightEvent(Seconds, kind, text, number));
            }
        }
    }

    public FlightRecord Close(IAutopilot autopilot)
    {
        // The newest position came before the newest heartbeat.
        TakePosition();
        lock (gate)
        {
            return new FlightRecord
            {
                Site = card.Site,
                Frame = frame,
                Track = [.. track],
                Events = [.. events],
                Acks = [.. acks],
                Messages = new Dictionary<uint, int>(messages),
                Plan = Plan,
                Mission = Mission,
                MissionMode = autopilot.ModeName(autopilot.MissionMode),
                Flies = autopilot.Flies,
                Seconds = Seconds,
            };
        }
    }

    public void Dispose()
    {
        vehicle.Telemetry.Happened -= Take;
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }

    private void Count(in FrameView view)
    {
        lock (gate)
        {
            messages[view.MessageId] = messages.GetValueOrDefault(view.MessageId) + 1;
        }
    }

    private void Take(TelemetryEvents what, TelemetrySnapshot now)
    {
        // Each text is told by itself, the newest first in the list.
        if (what.HasFlag(TelemetryEvents.Text) && now.Texts is [{ Value: var text }, ..])
        {
            Add(FlightEventKind.Text, text.Text, (int)text.Severity);
        }

        TakeState(now);
    }

    private void TakeState() => TakeState(vehicle.Telemetry.Snapshot);

    private void TakeState(TelemetrySnapshot now)
    {
        if (now.Heartbeat is null)
        {
            return;
        }

        if (now.Mode != mode)
        {
            mode = now.Mode;
            Add(FlightEventKind.Mode, mode);
        }

        if (now.Armed != armed)
        {
            armed = now.Armed;
            Add(armed ? FlightEventKind.Armed : FlightEventKind.Disarmed, armed ? "armed" : "disarmed");
        }

        if (now.Reboots != reboots)
        {
            reboots = now.Reboots;
            Add(FlightEventKind.Reboot, "the autopilot rebooted");
        }

        var outside = now.FenceBreached is { Value: true };
        if (outside && !breached)
        {
            Add(FlightEventKind.FenceBreached, "outside its fence");
        }

        breached = outside;
    }

    private void TakePosition()
    {
        var now = vehicle.Telemetry.Snapshot;
        if (now.Position is not { Value: var position } || IsNowhere(position.Point))
        {
            return;
        }

        var sample = new TrackSample(
            Seconds,
            position.Point,
            frame.ToLocal(position.Point),
            position.AboveHome.Metres,
            position.GroundSpeedMps,
            position.ClimbMps,
            now.Mode,
            now.Armed,
            now.Mission?.Value.CurrentItem ?? 0,
            now.Battery?.Value.Percent
        );
        lock (gate)
        {
            if (track.Count < MostSamples)
            {
                track.Add(sample);
            }
        }
    }

    /// <summary>A plane reckons from 0, 0 until it knows where it is.</summary>
    private static bool IsNowhere(GeoPoint at) => Math.Abs(at.LatitudeDeg) < 0.1 && Math.Abs(at.LongitudeDeg) < 0.1;

    private void TakeAck(CommandAck ack)
    {
        // What is asked for telemetry's sake, or by somebody else, is no part of the flight.
        if (!vehicle.Connection.IsForUs(ack.TargetSystem, ack.TargetComponent))
        {
            return;
        }

        if (ack.Command is MavCmd.SetMessageInterval or MavCmd.RequestMessage)
        {
            return;
        }

        lock (gate)
        {
            acks.Add(new Acknowledged(Seconds, ack.Command, ack.Result));
        }

        Add(FlightEventKind.Ack, $"{Wire(ack.Command.ToString())} {Wire(ack.Result.ToString())}", (int)ack.Result);
    }

    /// <summary>'ComponentArmDisarm' as MAVLink writes it.</summary>
    internal static string Wire(string name) => WordStart().Replace(name, "_$1").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex WordStart();
}
