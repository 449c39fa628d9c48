using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Records;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// Judges flights that were recorded (CARD.tlog) by their cards' expectations once more, and has them compared with the
/// simulator as it is today. What the steps saw is not in a recording.
/// </summary>
/// <param name="folder">Where the recordings lie.</param>
public sealed class RecordedFlights(string folder) : IFlights
{
    private const byte OwnSystem = 255;
    private const byte MissionPlanner = 190;

    /// <summary>Who flew a card asked the vehicle first who it is; one that was not asked, or did not say, flew after this.</summary>
    private static readonly TimeSpan SaysWithin = TimeSpan.FromSeconds(3);

    public string Name => "recording";

    public Task<CardResult> Fly(FlightCard card, Stream? tlog, CancellationToken stop)
    {
        var path = Path.Combine(folder, card.Id + ".tlog");
        if (!File.Exists(path))
        {
            return Task.FromResult(CardResult.NotFlown(card, Name, $"{path} is not there"));
        }

        using var recording = File.OpenRead(path);
        using var replay = new Replay(card);
        return Task.FromResult(replay.Play(new TlogReader(recording), stop));
    }

    private sealed class Replay(FlightCard card) : IDisposable
    {
        private VirtualClock? clock;
        private VehicleServices? vehicle;
        private FlightRecorder? recorder;
        private DateTimeOffset heard;
        private string version = "";

        public CardResult Play(TlogReader reader, CancellationToken stop)
        {
            while (reader.Next())
            {
                stop.ThrowIfCancellationRequested();
                Take(reader.Time, reader.Frame);
            }

            if (vehicle?.Autopilot is not { } autopilot || recorder is null)
            {
                return CardResult.NotFlown(card, "recording", "no autopilot speaks in it that this engine commands");
            }

            var record = recorder.Close(autopilot);
            return new CardResult(
                card,
                $"{autopilot.Name} {version}".TrimEnd(),
                [],
                CardRunner.Judge(card, record),
                record,
                null
            );
        }

        public void Dispose()
        {
            recorder?.Dispose();
            vehicle?.Dispose();
        }

        private void Take(DateTimeOffset time, in FrameView frame)
        {
            clock ??= new VirtualClock(time);
            if (time > clock.GetUtcNow())
            {
                clock.Advance(time - clock.GetUtcNow());
            }

            if (
                vehicle is null
                && frame.TryRead<Heartbeat>(out var heartbeat)
                && heartbeat.Autopilot != MavAutopilot.Invalid
            )
            {
                var own = new FrameWriter(OwnSystem, MissionPlanner);
                vehicle = new VehicleServices(
                    new VehicleConnection(own, frame.SystemId, frame.ComponentId, _ => { }, clock)
                );
            }

            vehicle?.Connection.Deliver(frame);
            if (recorder is null && vehicle?.Telemetry.Snapshot is { } now)
            {
                Begin(vehicle, now);
            }
        }

        private void Begin(VehicleServices of, TelemetrySnapshot now)
        {
            heard = heard == default ? of.Connection.Time.GetUtcNow() : heard;
            version = now.Identity?.Value.FirmwareVersion ?? "";
            var asked = version.Length > 0 || of.Connection.Time.GetUtcNow() - heard > SaysWithin;
            if (asked && now.Heartbeat is { Value.Status: var status } && Readiness.HasBooted(status))
            {
                recorder = new FlightRecorder(card, of);
                NoteMission(recorder);
            }
        }

        /// <summary>What the card uploads last is what was flown.</summary>
        private void NoteMission(FlightRecorder to)
        {
            var frame = new LocalFrame(card.Dock.Position);
            foreach (var step in card.Steps)
            {
                if (step is TemplateStep { Ends: SequenceEnd.Done } template)
                {
                    to.Plan = template.PlanFor(card.Site, card.Dock, card.Vehicle);
                    to.Mission = to.Plan.ToMissionItems();
                }
                else if (step is ItemsStep items)
                {
                    to.Plan = null;
                    to.Mission =
                    [
                        .. items.Items.Select(i => i.ToItem((north, east) => frame.ToGeo(new LocalPoint(east, north)))),
                    ];
                }
            }
        }
    }
}
