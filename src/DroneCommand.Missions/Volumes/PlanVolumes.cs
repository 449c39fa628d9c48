using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Volumes;

/// <summary>Plans as volumes of airspace and time.</summary>
public static class PlanVolumes
{
    /// <summary>ASTM F3548: the most vertices of one operation.</summary>
    public const int MostVertices = 10_000;

    private const int Corners = 4;

    /// <summary>Legs are cut into pieces that take no longer than this, so that a place is not held long before it is used.</summary>
    private const double PieceSeconds = 20;

    /// <summary>The volumes of a plan in the order of its legs: a box along each piece of a leg, a column over home.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="margins">How exactly it is kept; null takes the class's.</param>
    public static IReadOnlyList<PlanVolume> Of(Plan plan, VolumeMargins? margins = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Legs.Count == 0)
        {
            return [];
        }

        var room = margins ?? VolumeMargins.Of(plan.Vehicle);
        var seconds = Math.Max(PieceSeconds, LongestFor(plan));
        var volumes = new List<PlanVolume>();
        double begin = 0;
        for (var i = 0; i < plan.Legs.Count; i++)
        {
            var leg = plan.Legs[i];
            var time = leg.Duration.TotalSeconds;
            var pieces = leg.LengthMetres > 0 ? Math.Max(1, (int)Math.Ceiling(time / seconds)) : 1;
            for (var piece = 0; piece < pieces; piece++)
            {
                var (from, to) = ((double)piece / pieces, (double)(piece + 1) / pieces);
                volumes.Add(Piece(plan, room, i, from, to, begin + time * from, begin + time * to));
            }

            begin += time;
        }

        return volumes;
    }

    /// <summary>Pieces no shorter than this keep the vertices within bounds.</summary>
    private static double LongestFor(Plan plan)
    {
        var pieces = Math.Max(1, MostVertices / Corners - plan.Legs.Count);
        return plan.Duration.TotalSeconds / pieces;
    }

    private static PlanVolume Piece(
        Plan plan,
        VolumeMargins room,
        int index,
        double from,
        double to,
        double begin,
        double end
    )
    {
        var leg = plan.Legs[index];
        var (low, high) = (Between(leg, from), Between(leg, to));
        if (low > high)
        {
            (low, high) = (high, low);
        }

        var ground = plan.HomeAltitude.Metres;
        return new PlanVolume(
            index,
            Box(leg, from, to, room.SideMetres + (leg.LengthMetres > 0 ? plan.ArcBulgeMetres : Circles(plan))),
            new AltitudeAmsl(ground + low - room.HeightMetres),
            new AltitudeAmsl(ground + high + room.HeightMetres),
            TimeSpan.FromSeconds(Math.Max(0, begin * (1 - room.Share) - room.StartSeconds)),
            TimeSpan.FromSeconds(end * (1 + room.Share) + room.StartSeconds)
        );
    }

    /// <summary>Up and down over home a plane flies in circles.</summary>
    private static double Circles(Plan plan) => 2 * plan.Vehicle.LoiterRadiusMetres;

    private static double Between(PlanLeg leg, double share) =>
        leg.From.Altitude.Metres + share * (leg.To.Altitude.Metres - leg.From.Altitude.Metres);

    /// <summary>Around part of a leg; a square around a leg that covers no ground.</summary>
    private static IReadOnlyList<GeoPoint> Box(PlanLeg leg, double from, double to, double side)
    {
        var frame = new LocalFrame(leg.From.Position);
        var end = frame.ToLocal(leg.To.Position);
        var length = Geodesic.Hypot(end.EastMetres, end.NorthMetres);
        var (east, north) = length > 0 ? (end.EastMetres / length, end.NorthMetres / length) : (1.0, 0.0);
        GeoPoint At(double along, double left) =>
            frame.ToGeo(new LocalPoint(east * along - north * left, north * along + east * left));
        var (back, front) = (length * from - side, length * to + side);
        return [At(back, -side), At(front, -side), At(front, side), At(back, side)];
    }
}
