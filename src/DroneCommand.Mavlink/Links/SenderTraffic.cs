using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// What is measured of one component over one peer of a link: senders count their frames per link and component, so only
/// here do the gaps in the numbers mean loss. Thread-safe.
/// </summary>
public sealed class SenderTraffic
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly FrameLoss _loss;
    private long _frames;
    private long _lastHeard;
    private long _echoes;
    private long _lastEcho;

    internal SenderTraffic(byte systemId, byte componentId, TimeProvider time)
    {
        SystemId = systemId;
        ComponentId = componentId;
        _time = time;
        _loss = new FrameLoss(time);
    }

    public byte SystemId { get; }

    public byte ComponentId { get; }

    /// <summary>All frames that came, copies included.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Frames whose number was passed over and never came.</summary>
    public long Lost => Measured(loss => loss.Lost);

    /// <summary>Frames that came behind a later one.</summary>
    public long Late => Measured(loss => loss.Late);

    /// <summary>Frames whose number had come already.</summary>
    public long Copies => Measured(loss => loss.Copies);

    /// <summary>Share of the last ten seconds' frames that came, in percent; null when none was due.</summary>
    public double? QualityPercent => Measured(loss => loss.QualityPercent);

    /// <summary>Time since its newest frame.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <summary>Frames that another link had brought already: only a way to the same sender brings those.</summary>
    internal long Echoes => Volatile.Read(ref _echoes);

    /// <summary>Timestamp of the newest echo; 0 for none.</summary>
    internal long LastEcho => Volatile.Read(ref _lastEcho);

    internal static int KeyOf(byte systemId, byte componentId) => (systemId << 8) | componentId;

    internal void Take(in FrameView frame, long now, bool echo)
    {
        Volatile.Write(ref _lastHeard, now);
        if (echo)
        {
            Volatile.Write(ref _lastEcho, now);
            Volatile.Write(ref _echoes, _echoes + 1);
        }
        Volatile.Write(ref _frames, _frames + 1);
        lock (_gate)
            _loss.Take(frame, now);
    }

    /// <summary>The sender is known to have started anew: its next number says nothing about loss.</summary>
    internal void Restart()
    {
        lock (_gate)
            _loss.Reset();
    }

    private T Measured<T>(Func<FrameLoss, T> value)
    {
        lock (_gate)
            return value(_loss);
    }
}
