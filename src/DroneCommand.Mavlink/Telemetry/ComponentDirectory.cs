using System.Collections.Concurrent;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// All components that are heard on a network, each by its own (system id, component id): a camera, a companion computer
/// or a gimbal that speaks first is not the vehicle. Thread-safe.
/// </summary>
/// <remarks>
/// https://mavlink.io/en/services/heartbeat.html: an autopilot is what says so in HEARTBEAT.autopilot; component ids are
/// only customary. Give it frames that may be believed: not those that were rejected.
/// </remarks>
public sealed class ComponentDirectory(TimeProvider time)
{
    private readonly ConcurrentDictionary<(byte System, byte Component), HeardComponent> _components = new();

    public IReadOnlyCollection<HeardComponent> Components => (IReadOnlyCollection<HeardComponent>)_components.Values;

    /// <summary>Takes note of a frame; null for a message that the dialect does not have, which proves no life.</summary>
    public HeardComponent? Take(in FrameView frame)
    {
        if (!frame.IsKnown)
            return null;
        var key = (frame.SystemId, frame.ComponentId);
        if (!_components.TryGetValue(key, out var component))
            component = _components.GetOrAdd(key, new HeardComponent(frame.SystemId, frame.ComponentId, time));
        component.Take(frame);
        return component;
    }

    /// <summary>The component, or null when it was never heard.</summary>
    public HeardComponent? Find(byte systemId, byte componentId) =>
        _components.GetValueOrDefault((systemId, componentId));

    /// <summary>The system's autopilot, the one with the lowest component id should two claim to be it.</summary>
    public HeardComponent? AutopilotOf(byte systemId) =>
        _components
            .Values.Where(component => component.SystemId == systemId && component.IsAutopilot)
            .MinBy(component => component.ComponentId);
}

/// <summary>What is known of one component.</summary>
public sealed class HeardComponent
{
    private readonly TimeProvider _time;
    private long _lastHeard;
    private long _lastHeartbeat;
    private volatile HeartbeatSaid? _said;

    internal HeardComponent(byte systemId, byte componentId, TimeProvider time)
    {
        SystemId = systemId;
        ComponentId = componentId;
        _time = time;
    }

    public byte SystemId { get; }

    public byte ComponentId { get; }

    /// <summary>What its heartbeat calls it; null while none came.</summary>
    public MavType? Type => _said?.Type;

    /// <summary>True once a heartbeat said that an autopilot sends it. A ground station is none, whatever it fills in.</summary>
    public bool IsAutopilot => _said is { Autopilot: not MavAutopilot.Invalid, Type: not MavType.Gcs };

    /// <summary>Time since its newest frame of any kind: it lives though its heartbeats be lost.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <summary>Time since its newest heartbeat; null while none came.</summary>
    public TimeSpan? HeartbeatSilence => _said == null ? null : _time.GetElapsedTime(Volatile.Read(ref _lastHeartbeat));

    internal void Take(in FrameView frame)
    {
        var now = _time.GetTimestamp();
        Volatile.Write(ref _lastHeard, now);
        if (!frame.TryRead<Heartbeat>(out var heartbeat))
            return;
        Volatile.Write(ref _lastHeartbeat, now);
        if (_said == null || _said.Type != heartbeat.Type || _said.Autopilot != heartbeat.Autopilot)
            _said = new HeartbeatSaid(heartbeat.Type, heartbeat.Autopilot);
    }

    private sealed record HeartbeatSaid(MavType Type, MavAutopilot Autopilot);
}
