using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Cuts a mission with more items than an autopilot stores into missions that are flown one after another. Each begins as
/// the whole does (take-off, speed), goes to the last waypoint of the one before, takes up what was under way there (speed,
/// camera), and ends as the whole does.
/// </summary>
internal sealed class ItemSplit
{
    private readonly List<MissionItem> opening;
    private readonly List<MissionItem> body;
    private readonly List<MissionItem> closing;

    public ItemSplit(IReadOnlyList<MissionItem> items)
    {
        opening = [.. items.TakeWhile(item => item.Command is MavCmd.NavTakeoff or MavCmd.DoChangeSpeed)];
        closing =
        [
            .. items
                .Reverse()
                .TakeWhile(item => item.Command is MavCmd.NavReturnToLaunch or MavCmd.NavLand or MavCmd.NavLoiterUnlim)
                .Reverse(),
        ];
        body = [.. items.Skip(opening.Count).SkipLast(closing.Count)];
    }

    /// <summary>Missions of at most so many items each.</summary>
    public IReadOnlyList<IReadOnlyList<MissionItem>> Into(int most)
    {
        var parts = new List<IReadOnlyList<MissionItem>>();
        for (var at = 0; at < body.Count; )
        {
            List<MissionItem> part = [.. opening];
            if (at > 0)
            {
                part.Add(LastWaypoint(at));
                part.AddRange(UnderWay(at));
            }

            var room = most - part.Count - closing.Count - Stops(body.Count).Count;
            var end = End(at, Math.Min(body.Count, at + Math.Max(room, 1)));
            part.AddRange(body[at..end]);
            part.AddRange(end < body.Count ? Stops(end) : []);
            part.AddRange(closing);
            parts.Add(part);
            at = end;
        }

        return parts;
    }

    /// <summary>Cuts before a waypoint, so that what is done at one is done in the same mission.</summary>
    private int End(int from, int end)
    {
        if (end == body.Count)
        {
            return end;
        }

        var cut = end;
        while (cut > from + 1 && !IsNavigation(body[cut]))
        {
            cut--;
        }

        return cut > from + 1 ? cut : end;
    }

    private MissionItem LastWaypoint(int before) =>
        body.Take(before).Last(item => IsNavigation(item) && item.Position is not null) with
        {
            Command = MavCmd.NavWaypoint,
            Param1 = 0,
            Param3 = 0,
        };

    private static bool IsNavigation(MissionItem item) => (int)item.Command < (int)MavCmd.NavLast;

    /// <summary>The newest of each sort of command whose effect lasts.</summary>
    private List<MissionItem> UnderWay(int before)
    {
        var lasting = body.Take(before).Where(item => Sort(item) is not null);
        return [.. lasting.GroupBy(Sort).Select(sort => sort.Last()).Where(item => !IsStop(item))];
    }

    /// <summary>What ends pictures and recordings that are under way where a mission is cut.</summary>
    private List<MissionItem> Stops(int before) => [.. UnderWay(before).Select(Stop).OfType<MissionItem>()];

    private static MissionItem? Stop(MissionItem item) =>
        item.Command switch
        {
            MavCmd.DoSetCamTriggDist => new MissionItem { Command = MavCmd.DoSetCamTriggDist, Frame = item.Frame },
            MavCmd.VideoStartCapture => new MissionItem { Command = MavCmd.VideoStopCapture, Frame = item.Frame },
            _ => null,
        };

    private static bool IsStop(MissionItem item) =>
        item.Command is MavCmd.VideoStopCapture or MavCmd.DoSetRoiNone
        || item is { Command: MavCmd.DoSetCamTriggDist, Param1: 0 };

    private static string? Sort(MissionItem item) =>
        item.Command switch
        {
            MavCmd.DoChangeSpeed => "speed",
            MavCmd.DoSetCamTriggDist => "trigger",
            MavCmd.VideoStartCapture or MavCmd.VideoStopCapture => "video",
            MavCmd.DoSetRoiLocation or MavCmd.DoSetRoiNone => "look",
            MavCmd.DoMountControl or MavCmd.DoGimbalManagerPitchyaw => "mount",
            _ => null,
        };
}
