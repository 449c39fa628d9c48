using System.Globalization;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What an autopilot hears of its pilot: how long the receiver has been silent, and a mode switch that was moved. A switch
/// counts once it has stayed for a moment; where it stood at power-on is no order.
/// </summary>
public sealed class PilotWatch(PilotRadio radio, ParameterTable parameters, string modeParameters)
{
    private const double DebounceSeconds = 0.2;

    private int _moves = radio.Moves;
    private double? _movedAt;

    /// <summary>Seconds for which nothing has been heard.</summary>
    public double SilentSeconds { get; private set; }

    /// <summary>True while the failsafe for a silent radio is on.</summary>
    public bool Lost { get; set; }

    /// <summary>Stick that drives forward, −1 to 1; 0 while nothing is heard.</summary>
    public double Forward => radio.IsHeard ? radio.Forward : 0;

    /// <summary>Looks once; the mode that the switch orders now, or null.</summary>
    public byte? Step(double now, double dt)
    {
        SilentSeconds = radio.IsHeard ? 0 : SilentSeconds + dt;
        if (!radio.IsHeard || radio.Switch is not { } position)
        {
            return null;
        }

        if (_moves != radio.Moves)
        {
            (_moves, _movedAt) = (radio.Moves, now);
        }

        if (_movedAt is not { } moved || now - moved < DebounceSeconds)
        {
            return null;
        }

        _movedAt = null;
        return (byte)parameters[modeParameters + position.ToString(CultureInfo.InvariantCulture)];
    }
}
