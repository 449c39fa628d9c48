using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>One vertex or circle of the fence, as uploaded.</summary>
public sealed record FenceItem(MavCmd Command, float Param1, GeoPoint Place);

/// <summary>One closed figure of the fence: a polygon, or a circle with its radius in metres.</summary>
public sealed record FenceFigure(bool Inclusion, IReadOnlyList<GeoPoint> Vertices, double RadiusM);

/// <summary>The fence in the autopilot's memory. Unlike the mission it changes only when an upload is complete.</summary>
public sealed class FenceStore(ParameterTable parameters)
{
    private List<FenceItem> _items = [];
    private List<FenceFigure> _figures = [];

    public IReadOnlyList<FenceItem> Items => _items;

    public IReadOnlyList<FenceFigure> Figures => _figures;

    public void Clear() => Replace([]);

    /// <summary>Takes a whole fence; false when its figures do not close (vertex counts that do not add up).</summary>
    public bool TryReplace(IReadOnlyList<FenceItem> items)
    {
        if (FenceRules.Figures(items) is not { } figures)
        {
            return false;
        }

        Replace([.. items]);
        _figures = figures;
        return true;
    }

    private void Replace(List<FenceItem> items)
    {
        _items = items;
        _figures = [];
        // The real one counts its storage's own two entries in.
        parameters.SetIfKnown("FENCE_TOTAL", items.Count >= 3 ? items.Count + 2 : 0);
    }
}

/// <summary>What the autopilot accepts as a fence.</summary>
public static class FenceRules
{
    public const int MaxItems = 255;

    public static MavMissionResult TryStore(in MissionItemInt item, out FenceItem stored)
    {
        stored = new FenceItem(item.Command, item.Param1, new GeoPoint(item.X / 1e7, item.Y / 1e7));
        if (!IsPolygon(item.Command) && !IsCircle(item.Command) && item.Command != MavCmd.NavFenceReturnPoint)
        {
            return MavMissionResult.Unsupported;
        }

        if (
            item.Frame
            is not (
                MavFrame.Global
                or MavFrame.GlobalInt
                or MavFrame.GlobalRelativeAlt
                or MavFrame.GlobalRelativeAltInt
            )
        )
        {
            return MavMissionResult.UnsupportedFrame;
        }

        if (!stored.Place.IsValid)
        {
            return MavMissionResult.InvalidParam5X;
        }

        return IsPolygon(item.Command) && item.Param1 < 3 ? MavMissionResult.InvalidParam1 : MavMissionResult.Accepted;
    }

    /// <summary>The figures that a list of items makes, or null when a polygon lacks vertices.</summary>
    public static List<FenceFigure>? Figures(IReadOnlyList<FenceItem> items)
    {
        var figures = new List<FenceFigure>();
        for (var i = 0; i < items.Count; )
        {
            var item = items[i];
            if (IsPolygon(item.Command))
            {
                var count = (int)item.Param1;
                var vertices = items.Skip(i).Take(count).ToList();
                if (vertices.Count < count || vertices.Exists(v => v.Command != item.Command || (int)v.Param1 != count))
                {
                    return null;
                }

                var inclusion = item.Command == MavCmd.NavFencePolygonVertexInclusion;
                figures.Add(new FenceFigure(inclusion, [.. vertices.Select(v => v.Place)], 0));
                i += count;
                continue;
            }

            if (IsCircle(item.Command))
            {
                figures.Add(new FenceFigure(item.Command == MavCmd.NavFenceCircleInclusion, [item.Place], item.Param1));
            }

            i++;
        }

        return figures;
    }

    private static bool IsPolygon(MavCmd command) =>
        command is MavCmd.NavFencePolygonVertexInclusion or MavCmd.NavFencePolygonVertexExclusion;

    private static bool IsCircle(MavCmd command) =>
        command is MavCmd.NavFenceCircleInclusion or MavCmd.NavFenceCircleExclusion;
}
