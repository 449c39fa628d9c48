using System.Threading.Channels;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>
/// One ground station at an endpoint. Its frames wait in a queue of their own, so that their order stays and neither the
/// socket nor another station waits for the grain; what waited too long is refused, never sent late.
/// </summary>
/// <remarks><see cref="Take"/> runs on the endpoint's receive thread, everything else on one loop.</remarks>
internal sealed class Station : IAsyncDisposable
{
    private const int QueueLength = 128;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskPause = TimeSpan.FromMilliseconds(50);

    private readonly StationEndpoint endpoint;
    private readonly LinkPeer peer;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly StationConsents consents;
    private readonly StationTold told;
    private readonly StationPace frames;
    private readonly StationPace asks;
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true }
    );
    private readonly CancellationTokenSource ending = new();
    private readonly Task loop;
    private volatile int id;

    public Station(StationEndpoint endpoint, LinkPeer peer, TimeProvider time, ILogger logger)
    {
        this.endpoint = endpoint;
        this.peer = peer;
        this.time = time;
        this.logger = logger;
        consents = new StationConsents(time);
        told = new StationTold(endpoint, peer, time);
        // A file is read at some hundred requests a second at most, and each change costs a record.
        frames = new StationPace(time, aSecond: 200, atOnce: 400);
        asks = new StationPace(time, aSecond: 10, atOnce: 20);
        loop = Task.Run(Run);
    }

    /// <summary>0 until it said so.</summary>
    public byte SystemId => (byte)id;

    /// <summary>For people.</summary>
    public string Name => SystemId == 0 ? $"a station at {peer}" : $"ground station {SystemId}";

    private string FullName => $"{(SystemId == 0 ? "a station" : Name)} at {peer} ({endpoint.Name})";

    /// <summary>Hands it a frame of a vehicle, as it came.</summary>
    public void Send(in FrameView frame)
    {
        if (VehicleRules.Passes(frame, SystemId))
        {
            peer.Send(frame.Raw);
        }
    }

    /// <summary>On the endpoint's receive thread: looks, and waits for nothing.</summary>
    public void Take(in FrameView frame)
    {
        if (!frames.TryTake())
        {
            told.Tell("Not passed on: more messages a second than the server takes", null);
            return;
        }
        var rules = StationRules.Classify(frame);
        var stranger = endpoint.WhyNotStation(frame);
        id = stranger is null ? frame.SystemId : id;
        if (EndsHere(rules))
        {
            if (stranger is not null)
            {
                told.Tell($"Not passed on: {stranger}", null);
            }
            return;
        }
        var gate = endpoint.Find(rules.TargetSystem);
        var refusal = stranger ?? WhyNot(frame, rules, gate);
        if (refusal is not null)
        {
            told.Refuse(frame, rules, gate, refusal, passing: false);
            return;
        }
        var waiting = new Waiting(frame.Raw.ToArray(), rules, gate!, gate!.WentFirst, time.GetTimestamp());
        if (!queue.Writer.TryWrite(waiting))
        {
            told.Refuse(frame, rules, gate, "too much of it waits already", passing: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loop;
        ending.Dispose();
    }

    private static string? WhyNot(in FrameView frame, in StationFrame rules, StationGate? gate) =>
        rules.TargetSystem == 0 ? "it is for all vehicles, and a station commands one at a time"
        : gate is null ? $"system {rules.TargetSystem} is no vehicle of this endpoint"
        : rules.Class == StationClass.Never ? rules.Why
        : gate.WhyNotSigned(frame);

    /// <summary>What is for us, and what asks nothing of one vehicle alone.</summary>
    private static bool EndsHere(in StationFrame rules) =>
        rules.Class == StationClass.EndsHere
        || (rules.TargetSystem == 0 && rules.Class is StationClass.Reads or StationClass.Never);

    private async Task Run()
    {
        try
        {
            await foreach (var waiting in queue.Reader.ReadAllAsync(ending.Token))
            {
                try
                {
                    await Handle(waiting);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogError(failure, "{Station}: a frame was not handled", FullName);
                    Refuse(waiting, "it could not be asked whether you may: nothing was sent", passing: true);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The station is gone, or the endpoint closes.
        }
    }

    private async Task Handle(Waiting waiting)
    {
        if (waiting.Gate.WhyNotReached() is { } unreached)
        {
            Refuse(waiting, unreached, passing: true);
        }
        else if (time.GetElapsedTime(waiting.Since) > LongestWait)
        {
            Refuse(waiting, "it waited too long and was not sent", passing: true);
        }
        else if (waiting.Rules.Class == StationClass.Reads)
        {
            waiting.Gate.Read(waiting.Bytes);
        }
        else
        {
            await Change(waiting);
        }
    }

    private async Task Change(Waiting waiting)
    {
        var act = ActOf(waiting, await endpoint.Caller(ending.Token));
        if (consents.Find(act.Key, () => act.Ask.Safety || waiting.Gate.IsHeldBy(act.Ask.Caller.UserId)) is { } known)
        {
            PassOn(waiting, act, known, passing: false);
            return;
        }
        while (!asks.TryTake())
        {
            await Task.Delay(AskPause, time, ending.Token);
        }
        var busy = act.Ask.Refusal is null ? waiting.Gate.WhyBusy(act.Ask.Safety) : null;
        var consent = await waiting.Gate.Ask(act.Ask with { Refusal = act.Ask.Refusal ?? busy });
        if (busy is null)
        {
            Keep(waiting, act.Key, consent);
        }
        var kept = PassOn(waiting, act, consent, passing: busy is not null);
        if (consent.Refusal is null)
        {
            await waiting.Gate.ReportEnd(act.Ask, kept);
        }
    }

    /// <summary>Sends what was allowed. Returns what kept it back after all; null when it left, or was not allowed.</summary>
    private string? PassOn(Waiting waiting, Act act, StationConsent consent, bool passing)
    {
        if (consent.Refusal is { } refused)
        {
            Refuse(waiting, refused, passing);
            return null;
        }
        var asksForMode = waiting.Rules.Act == StationAct.Mode;
        var kept = waiting.Gate.Change(waiting.Bytes, act.Ask.Safety, asksForMode, consent.Epoch, waiting.WentFirst);
        if (kept is not null)
        {
            Refuse(waiting, kept, passing: true);
        }
        return kept;
    }

    private Act ActOf(Waiting waiting, Caller? caller)
    {
        var frame = waiting.Frame();
        var ask = new StationAsk(
            Guid.NewGuid(),
            caller ?? new Caller("station", Name),
            FullName,
            $"station: {waiting.Rules.Act.ToString().ToLowerInvariant()}",
            waiting.Gate.Describe(frame),
            waiting.Gate.IsSafety(frame),
            endpoint.WhyNotChange(waiting.Rules.Class, caller)
        );
        return new Act(StationConsents.KeyOf(waiting.Gate, frame, waiting.Rules.Act), ask);
    }

    private void Keep(Waiting waiting, StationConsents.Key key, StationConsent consent)
    {
        consents.Keep(key, consent);
        consents.KeepForItems(waiting.Gate, waiting.Frame(), consent);
    }

    private void Refuse(Waiting waiting, string why, bool passing) =>
        told.Refuse(waiting.Frame(), waiting.Rules, waiting.Gate, why, passing);

    private sealed record Act(StationConsents.Key Key, StationAsk Ask);

    /// <summary>A frame between the socket and its vehicle.</summary>
    private sealed record Waiting(byte[] Bytes, StationFrame Rules, StationGate Gate, int WentFirst, long Since)
    {
        public FrameView Frame()
        {
            ReadOnlySpan<byte> bytes = Bytes;
            new FrameReader().TryReadDatagram(ref bytes, out var frame);
            return frame;
        }
    }
}
