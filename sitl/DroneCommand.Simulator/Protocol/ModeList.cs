using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Answers AVAILABLE_MODES: the modes that can be entered, one a step.</summary>
public sealed class ModeList(Autopilot autopilot, Sender sender)
{
    private readonly Queue<int> _waiting = new();

    /// <summary>Queues one mode by its index from 1, or all of them for 0.</summary>
    public void Send(int index)
    {
        var modes = autopilot.AvailableModes;
        foreach (var i in index == 0 ? Enumerable.Range(1, modes.Count) : [index])
        {
            if (i >= 1 && i <= modes.Count)
            {
                _waiting.Enqueue(i);
            }
        }
    }

    public void Update()
    {
        if (!_waiting.TryDequeue(out var index))
        {
            return;
        }

        var modes = autopilot.AvailableModes;
        var mode = modes[index - 1];
        sender.Send(
            new AvailableModes
            {
                NumberModes = (byte)modes.Count,
                ModeIndex = (byte)index,
                CustomMode = mode.Number,
                StandardMode = StandardOf(mode),
                ModeName = mode.Name,
            }
        );
    }

    private static MavStandardMode StandardOf(FlightMode mode) =>
        mode switch
        {
            CopterReturn or RoverReturn => MavStandardMode.SafeRecovery,
            CopterAuto or RoverAuto => MavStandardMode.Mission,
            CopterLand => MavStandardMode.Land,
            CopterAltHold => MavStandardMode.AltitudeHold,
            CopterLoiter => MavStandardMode.PositionHold,
            _ => MavStandardMode.NonStandard,
        };
}
