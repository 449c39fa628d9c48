using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Sorties;

/// <summary>
/// Part of a track that is carried out by itself: what a vehicle would have been told before it, and what still holds
/// there (speed, where the camera looks, pictures every so often, a recording), it is told again where the part begins.
/// </summary>
internal static class TrackSlice
{
    /// <summary>From one place of a track to another.</summary>
    /// <param name="track">At least two places.</param>
    /// <param name="from">The first place: legs are counted from the track's beginning.</param>
    /// <param name="to">The last; what is done at it is left to the part that begins there, unless it is the end.</param>
    public static IReadOnlyList<TrackPoint> Of(IReadOnlyList<TrackPoint> track, RouteCut from, RouteCut to)
    {
        var slice = new List<TrackPoint>();
        var standing = StandingAt(track, from.Share > 0 ? from.Leg + 1 : from.Leg);
        slice.Add(
            from.Share > 0
                ? At(track, from) with
                {
                    Actions = standing,
                }
                : track[from.Leg] with
                {
                    Actions = [.. standing, .. track[from.Leg].Actions],
                }
        );
        var last = Math.Min(to.Leg, track.Count - 1);
        for (var i = from.Leg + 1; i < last || (i == last && (to.Share > 0 || i == track.Count - 1)); i++)
        {
            slice.Add(track[i]);
        }

        if (to.Leg < track.Count - 1)
        {
            slice.Add(At(track, to) with { Actions = Closing(slice) });
        }

        return slice;
    }

    /// <summary>The place itself, with nothing done there.</summary>
    public static TrackPoint At(IReadOnlyList<TrackPoint> track, RouteCut cut)
    {
        if (cut.Share <= 0 || cut.Leg >= track.Count - 1)
        {
            return track[Math.Min(cut.Leg, track.Count - 1)] with { Actions = [] };
        }

        var (before, after) = (track[cut.Leg], track[cut.Leg + 1]);
        var line = Geodesic.Inverse(before.Position, after.Position);
        var place = Geodesic.Direct(before.Position, line.InitialAzimuthDeg, line.DistanceMetres * cut.Share);
        var height = before.Altitude.Metres + cut.Share * (after.Altitude.Metres - before.Altitude.Metres);
        return new TrackPoint(place, new AltitudeAboveHome(height));
    }

    /// <summary>What was told at the places before one and still holds, in the order in which it is told again.</summary>
    private static List<PlanAction> StandingAt(IReadOnlyList<TrackPoint> track, int place)
    {
        var told = track.Take(place).SelectMany(point => point.Actions).ToList();
        var standing = new List<PlanAction?>
        {
            told.OfType<ChangeSpeed>().LastOrDefault(),
            told.LastOrDefault(action => action is LookAt or LookAhead or PointCamera),
            told.OfType<TriggerEvery>().LastOrDefault() is { Metres: > 0 } trigger ? trigger : null,
            told.LastOrDefault(action => action is StartVideo or StopVideo) is StartVideo video ? video : null,
        };
        return [.. standing.OfType<PlanAction>()];
    }

    /// <summary>No pictures of the way home.</summary>
    private static List<PlanAction> Closing(List<TrackPoint> slice)
    {
        var standing = StandingAt(slice, slice.Count);
        var closing = new List<PlanAction>();
        if (standing.OfType<TriggerEvery>().Any())
        {
            closing.Add(new TriggerEvery(0));
        }

        if (standing.OfType<StartVideo>().Any())
        {
            closing.Add(new StopVideo());
        }

        return closing;
    }
}
