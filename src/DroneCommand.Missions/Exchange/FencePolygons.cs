using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Exchange;

/// <summary>A ring of a fence.</summary>
/// <param name="Number">Its first item's number in the fence, from 1.</param>
/// <param name="Keeps">True: stay inside; false: stay outside.</param>
/// <param name="Ring">Without closing point.</param>
internal sealed record FenceRing(int Number, bool Keeps, IReadOnlyList<GeoPoint> Ring);

/// <summary>
/// A fence's items as rings. Circles become polygons on the safe side: within the circle when it keeps in, around it when
/// it keeps out.
/// </summary>
internal static class FencePolygons
{
    private const int CircleCorners = 72;

    public static IEnumerable<FenceRing> Of(IReadOnlyList<MissionItem> fence)
    {
        for (var i = 0; i < fence.Count; )
        {
            var item = fence[i];
            if (IsCorner(item.Command))
            {
                var count = Math.Clamp((int)item.Param1, 1, fence.Count - i);
                var corners = fence.Skip(i).Take(count).TakeWhile(c => c.Command == item.Command).ToList();
                var keeps = item.Command == MavCmd.NavFencePolygonVertexInclusion;
                yield return new FenceRing(i + 1, keeps, [.. corners.Select(c => c.Position ?? default)]);
                i += corners.Count;
                continue;
            }

            if (
                item is
                { Command: MavCmd.NavFenceCircleInclusion or MavCmd.NavFenceCircleExclusion, Position: { } centre }
            )
            {
                var keeps = item.Command == MavCmd.NavFenceCircleInclusion;
                yield return new FenceRing(i + 1, keeps, Circle(centre, item.Param1, keeps));
            }

            i++;
        }
    }

    private static bool IsCorner(MavCmd command) =>
        command is MavCmd.NavFencePolygonVertexInclusion or MavCmd.NavFencePolygonVertexExclusion;

    private static List<GeoPoint> Circle(GeoPoint centre, double radius, bool inside)
    {
        var metres = inside ? radius : radius / Math.Cos(Math.PI / CircleCorners);
        return
        [
            .. Enumerable
                .Range(0, CircleCorners)
                .Select(i => Geodesic.Direct(centre, -360.0 * i / CircleCorners, metres)),
        ];
    }
}
