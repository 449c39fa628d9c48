using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Connect;

/// <summary>
/// Listens on a link until the wanted vehicle's autopilot is heard. Our own heartbeats go out meanwhile: who waits for the
/// other to speak first is found that way.
/// </summary>
internal sealed class VehicleSearch(Link link, FrameWriter own, SessionSigning signing, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Each vehicle beats once a second: after this long, who else is there has been heard too.</summary>
    private static readonly TimeSpan OthersWithin = TimeSpan.FromSeconds(1.3);

    private readonly ComponentDirectory _heard = new(time);
    private volatile bool _unproven;
    private readonly TaskCompletionSource _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The system and component id of its autopilot.</summary>
    /// <exception cref="VehicleException">It was not heard, or several were.</exception>
    public async Task<(byte System, byte Component)> Run(VehicleLookup lookup, CancellationToken stop)
    {
        void Take(in FrameView frame, LinkPeer peer)
        {
            if (!signing.Counts(peer))
            {
                _unproven = true;
                return;
            }
            _heard.Take(frame);
            if (lookup.SystemId is { } id ? _heard.AutopilotOf(id) != null : Autopilots().Length > 0)
                _found.TrySetResult();
        }

        link.FrameReceived += Take;
        try
        {
            await using var beating = time.CreateTimer(_ => SayHeartbeat(), null, TimeSpan.Zero, Beat);
            link.Start();
            await Task.WhenAny(_found.Task, link.Ended, Task.Delay(lookup.Patience, time, stop));
            stop.ThrowIfCancellationRequested();
            if (lookup.SystemId == null && _found.Task.IsCompleted)
                await Task.Delay(OthersWithin, time, stop);
            return Pick(lookup);
        }
        finally
        {
            link.FrameReceived -= Take;
        }
    }

    private (byte, byte) Pick(VehicleLookup lookup)
    {
        var autopilots = Autopilots();
        var wanted = lookup.SystemId is { } id ? _heard.AutopilotOf(id) : autopilots.FirstOrDefault();
        if (wanted == null)
            throw new VehicleException(
                lookup.SystemId is { } missing && autopilots.Length > 0
                    ? $"no vehicle {missing} is heard on {lookup.Link}, but {string.Join(", ", autopilots.Select(a => a.SystemId))}"
                    : $"no vehicle was heard on {lookup.Link} within {lookup.Patience.TotalSeconds:0.#} s{Unproven}"
            );
        var systems = autopilots.Select(a => a.SystemId).Distinct().ToArray();
        return lookup.SystemId == null && systems.Length > 1
            ? throw new VehicleException(
                $"several vehicles are heard on {lookup.Link}: choose one with --sysid ({string.Join(", ", systems)})"
            )
            : (wanted.SystemId, wanted.ComponentId);
    }

    private string Unproven => _unproven ? ", only what is not signed with the key" : "";

    private HeardComponent[] Autopilots() =>
        [.. _heard.Components.Where(c => c.IsAutopilot).OrderBy(c => c.SystemId).ThenBy(c => c.ComponentId)];

    private void SayHeartbeat()
    {
        foreach (var peer in link.Peers)
            own.Send(
                new Heartbeat
                {
                    Type = MavType.Gcs,
                    Autopilot = MavAutopilot.Invalid,
                    SystemStatus = MavState.Active,
                },
                frame => link.Send(frame, peer),
                peer.WireVersion
            );
    }
}
