using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// The pilot's radio as the autopilot hears it. While nobody holds it the sticks are centred, and on a copter the throttle
/// lies at its lower stop, as in ArduPilot's SITL; a pilot who takes over centres it, and RC_CHANNELS_OVERRIDE moves all. SIM_RC_FAIL takes the radio away: 1 no pulses, 2 a throttle below
/// FS_THR_VALUE. Without pulses the failsafe waits: on a copter a second, on a rover half of it.
/// </summary>
public sealed class RadioReceiver(ParameterTable parameters, VehicleKind kind, PilotRadio pilot)
{
    private const double FailedThrottle = 950;
    private const int ThrottleChannel = 3;
    private const double Centre = 1500;
    private const double DeadZone = 100;

    private readonly Dictionary<int, double> _overrides = [];
    private double _silent;
    private double _overrideLeft;
    private double _lastThrottle = kind == VehicleKind.Copter ? 1000 : Centre;

    /// <summary>True while the failsafe is on.</summary>
    public bool Failed { get; private set; }

    /// <summary>Set for one step when it came on or went off.</summary>
    public bool Changed { get; private set; }

    public bool ThrottleTooLow => parameters.IsSet("FS_THR_ENABLE") && _lastThrottle < parameters["FS_THR_VALUE"];

    /// <summary>True when the throttle lies at its lower stop.</summary>
    public bool ThrottleZero => Throttle <= 1000;

    private double Throttle => Failed ? 1000 : _lastThrottle;

    // Seconds without a pulse that make a lost radio.
    private double Patience => kind == VehicleKind.Copter ? parameters["RC_FS_TIMEOUT"] : 0.5;

    private int Failure => (int)(parameters.Find("SIM_RC_FAIL")?.Value ?? 0);

    /// <summary>Share of the throttle's way, 0 to 1.</summary>
    public double ThrottleShare => Math.Clamp((Throttle - 1000) / 1000, 0, 1);

    /// <summary>Position of a channel in microseconds.</summary>
    public double Channel(int number) =>
        number == ThrottleChannel ? _lastThrottle : _overrides.GetValueOrDefault(number, Centre);

    /// <summary>A ground station moves a stick; 0 gives it back, 65535 leaves it.</summary>
    public void Override(int channel, ushort microseconds)
    {
        const double OverrideSeconds = 3;
        if (microseconds == ushort.MaxValue)
        {
            return;
        }

        _overrideLeft = OverrideSeconds;
        if (microseconds == 0)
        {
            _overrides.Remove(channel);
        }
        else
        {
            _overrides[channel] = microseconds;
        }
    }

    /// <summary>Climb that the throttle stick asks for, m/s, between the pilot's limits; 0 around the middle.</summary>
    public double ClimbRate(double up, double down)
    {
        if (Failed)
        {
            return 0;
        }

        var off = Throttle - Centre;
        var reach = 500 - DeadZone;
        return Math.Abs(off) <= DeadZone ? 0
            : off > 0 ? up * Math.Min(1, (off - DeadZone) / reach)
            : -down * Math.Min(1, (-off - DeadZone) / reach);
    }

    public void Step(double dt)
    {
        _overrideLeft -= dt;
        if (_overrideLeft <= 0)
        {
            _overrides.Clear();
        }

        _silent = Failure == 1 || !pilot.IsHeard ? _silent + dt : 0;
        var atRest = kind == VehicleKind.Copter && pilot.Switch is null ? 1000 : Centre;
        _lastThrottle = Failure switch
        {
            0 => _overrides.GetValueOrDefault(ThrottleChannel, atRest),
            2 => FailedThrottle,
            _ => _lastThrottle,
        };
        var failed = parameters.IsSet("FS_THR_ENABLE") && (_silent > Patience || (Failure == 2 && ThrottleTooLow));
        Changed = failed != Failed;
        Failed = failed;
    }
}
