using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>The items that only wait, which copters and rovers carry out alike: NAV_DELAY, CONDITION_DELAY, CONDITION_DISTANCE.</summary>
/// <param name="vehicle">Whose mission it is.</param>
/// <param name="distanceLeft">Metres to the place that is gone to.</param>
internal sealed class MissionWaits(Autopilot vehicle, Func<double> distanceLeft)
{
    private double _delayUntil;
    private double _conditionUntil;
    private double _conditionDistance;

    /// <summary>True when the item is one of these, which now begins.</summary>
    public bool Start(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.NavDelay:
                var seconds = SecondsToWait(item);
                _delayUntil = vehicle.Now + seconds;
                vehicle.Output.Say(MavSeverity.Info, $"Delaying {(int)seconds} sec");
                return true;
            case MavCmd.ConditionDelay:
                _conditionUntil = vehicle.Now + Math.Max(0, item.Param1);
                return true;
            case MavCmd.ConditionDistance:
                _conditionDistance = Math.Max(0, item.Param1);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the wait is over; null for any other item.</summary>
    public bool? IsDone(StoredItem item) =>
        item.Command switch
        {
            MavCmd.NavDelay => vehicle.Now > _delayUntil,
            MavCmd.ConditionDelay => vehicle.Now > _conditionUntil,
            MavCmd.ConditionDistance => distanceLeft() < _conditionDistance,
            _ => null,
        };

    /// <summary>So many seconds, or until a time of the day (UTC).</summary>
    private double SecondsToWait(StoredItem item)
    {
        if (item.Param1 > 0)
        {
            return (int)item.Param1;
        }

        var now = vehicle.UtcNow;
        var at = new DateTimeOffset(now.Date, TimeSpan.Zero)
            .AddHours(item.Param2 < 0 ? now.Hour : item.Param2)
            .AddMinutes(item.Param3 < 0 ? now.Minute : item.Param3)
            .AddSeconds(item.Param4 < 0 ? now.Second : item.Param4);
        return (at >= now ? at - now : at.AddDays(1) - now).TotalSeconds;
    }
}
