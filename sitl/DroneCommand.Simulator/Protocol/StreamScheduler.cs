using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// Sends each message at its interval. A copter begins with none; a rover with all groups once a second. Asking for a group
/// undoes the intervals that were set for its messages.
/// </summary>
public sealed class StreamScheduler
{
    private readonly IReadOnlyList<StreamGroup> _groups;
    private readonly ParameterTable _parameters;
    private readonly TelemetryMessages _telemetry;
    private readonly Dictionary<uint, Slot> _slots = [];

    public StreamScheduler(VehicleKind kind, ParameterTable parameters, TelemetryMessages telemetry)
    {
        _groups = StreamGroups.Of(kind);
        _parameters = parameters;
        _telemetry = telemetry;
        foreach (var group in _groups)
        {
            SetRate(group, parameters[group.RateParameter]);
        }
    }

    private sealed class Slot
    {
        public double Interval;
        public double Due;
    }

    /// <summary>REQUEST_DATA_STREAM: the rate in hertz, 0 to stop.</summary>
    public void RequestStream(MavDataStream stream, int hertz)
    {
        foreach (var group in _groups)
        {
            if (stream == MavDataStream.All || stream == group.Stream)
            {
                _parameters.SetIfKnown(group.RateParameter, hertz);
                SetRate(group, hertz);
            }
        }
    }

    /// <summary>SET_MESSAGE_INTERVAL in microseconds: 0 for the default, −1 to stop. False for a message that it does not send.</summary>
    public bool SetInterval(uint messageId, double microseconds)
    {
        if (!TelemetryMessages.Knows(messageId))
        {
            return false;
        }

        if (microseconds < 0)
        {
            _slots.Remove(messageId);
            return true;
        }

        if (microseconds == 0)
        {
            ResetToDefault(messageId);
            return true;
        }

        Slots(messageId).Interval = Math.Max(microseconds / 1e6, 0.02);
        return true;
    }

    /// <summary>The interval in microseconds, −1 when it is not sent; null for a message that it does not know.</summary>
    public int? Interval(uint messageId)
    {
        if (!TelemetryMessages.Knows(messageId))
        {
            return null;
        }

        return _slots.TryGetValue(messageId, out var slot) ? (int)Math.Round(slot.Interval * 1e6) : -1;
    }

    public void Update(double now)
    {
        foreach (var (id, slot) in _slots)
        {
            if (now < slot.Due)
            {
                continue;
            }

            // Keep the rhythm; after a pause start a new one instead of catching up.
            slot.Due = now - slot.Due > slot.Interval ? now + slot.Interval : slot.Due + slot.Interval;
            _telemetry.Send(id);
        }
    }

    private void ResetToDefault(uint messageId)
    {
        _slots.Remove(messageId);
        var group = _groups.FirstOrDefault(g => g.Messages.Contains(messageId));
        if (group is not null && _parameters[group.RateParameter] > 0)
        {
            Slots(messageId).Interval = 1.0 / _parameters[group.RateParameter];
        }
    }

    private void SetRate(StreamGroup group, double hertz)
    {
        foreach (var id in group.Messages)
        {
            if (hertz <= 0)
            {
                _slots.Remove(id);
            }
            else
            {
                Slots(id).Interval = 1 / Math.Min(hertz, 50);
            }
        }
    }

    private Slot Slots(uint messageId)
    {
        if (!_slots.TryGetValue(messageId, out var slot))
        {
            slot = new Slot();
            _slots[messageId] = slot;
        }

        return slot;
    }
}
