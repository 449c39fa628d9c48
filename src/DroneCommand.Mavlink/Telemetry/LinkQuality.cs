using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// How well one component is heard. Over several links it is heard as well as over the best of them; each link measures
/// for itself, before copies are taken out. Not thread-safe: its owner's lock guards it.
/// </summary>
internal sealed class LinkQuality(TimeProvider time)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(10);

    private readonly FrameLoss _onlyWay = new(time);
    private readonly List<SenderTraffic> _ways = [];

    /// <summary>Share of the frames that came, in percent; null when none was due.</summary>
    public double? Percent
    {
        get
        {
            var best = _onlyWay.QualityPercent;
            foreach (var way in _ways)
                best = way.QualityPercent is { } percent && !(percent <= best) ? percent : best;
            return best;
        }
    }

    public void Take(in FrameView frame, LinkPeer? from)
    {
        if (from == null)
            _onlyWay.Take(frame, time.GetTimestamp());
        else if (from.TrafficOf(frame.SystemId, frame.ComponentId) is { } way && !_ways.Contains(way))
        {
            _ways.RemoveAll(other => other.Silence > Forgotten);
            _ways.Add(way);
        }
    }

    /// <summary>The component began anew, and so did its numbers.</summary>
    public void Restart()
    {
        _onlyWay.Reset();
        foreach (var way in _ways)
            way.Restart();
    }
}
