using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>A rally point: a place to return to instead of home, with the altitude above home to get there.</summary>
public sealed record RallyPoint(GeoPoint Place, double AltitudeM);

/// <summary>The rally points in the autopilot's memory.</summary>
public sealed class RallyStore(ParameterTable parameters)
{
    public const int MaxItems = 79;

    private readonly List<RallyPoint> _points = [];

    public IReadOnlyList<RallyPoint> Points => _points;

    public void Truncate(int count)
    {
        _points.RemoveRange(Math.Min(count, _points.Count), Math.Max(0, _points.Count - count));
        Changed();
    }

    public bool Put(int index, RallyPoint point)
    {
        if (index > _points.Count)
        {
            return false;
        }

        if (index == _points.Count)
        {
            _points.Add(point);
        }
        else
        {
            _points[index] = point;
        }

        Changed();
        return true;
    }

    public static MavMissionResult TryStore(in MissionItemInt item, out RallyPoint point)
    {
        point = new RallyPoint(new GeoPoint(item.X / 1e7, item.Y / 1e7), Math.Truncate(item.Z));
        if (item.Command != MavCmd.NavRallyPoint)
        {
            return MavMissionResult.Unsupported;
        }

        if (
            item.Frame
            is not (
                MavFrame.GlobalRelativeAlt
                or MavFrame.GlobalRelativeAltInt
                or MavFrame.Global
                or MavFrame.GlobalInt
            )
        )
        {
            return MavMissionResult.UnsupportedFrame;
        }

        return point.Place.IsValid ? MavMissionResult.Accepted : MavMissionResult.InvalidParam5X;
    }

    private void Changed() => parameters.SetIfKnown("RALLY_TOTAL", _points.Count);
}
