using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What the autopilot believes of its own position: the truth plus the receiver's error, with the flags of the EKF as they
/// come up during boot and go when satellites are lost.
/// </summary>
public sealed class Estimator(IVehicleBody body, GpsReceiver gps, LocalFrame frame, BootTimeline boot)
{
    // The EKF coasts on its inertial sensors for a while before it gives the position up.
    private const double CoastSeconds = 7;
    private const double AidingSeconds = 15;
    private const double ReaidSeconds = 0.2;

    private const EkfStatusFlags Coasting =
        EkfStatusFlags.Attitude
        | EkfStatusFlags.VelocityHoriz
        | EkfStatusFlags.VelocityVert
        | EkfStatusFlags.PosVertAbs;

    private double _withoutFix;
    private double _withFix;
    private double _now;
    private bool _aiding;
    private bool _trusted;
    private Vec3 _error;

    /// <summary>Believed position in the local frame, metres.</summary>
    public Vec3 Position { get; private set; }

    /// <summary>Believed velocity, m/s.</summary>
    public Vec3 Velocity { get; private set; }

    public GeoPoint Place => frame.ToGeo(Position);

    public double AmslM => frame.ToAmsl(Position);

    public LocalFrame Frame => frame;

    /// <summary>Flags of EKF_STATUS_REPORT.</summary>
    public EkfStatusFlags Flags { get; private set; } = EkfStatusFlags.Uninitialized;

    /// <summary>True while the absolute horizontal position can be flown by.</summary>
    public bool PositionOk => _trusted;

    /// <summary>How far the sensors disagree: the filter trusts them up to 1.</summary>
    public double Variance { get; set; }

    public bool OriginSet { get; private set; }

    public bool AhrsHealthy => _now >= boot.AhrsHealthy;

    /// <summary>Set for one step when the position was given up, or taken up again.</summary>
    public AidingChange Change { get; private set; }

    public void Step(double secondsSinceBoot, double dt)
    {
        _now = secondsSinceBoot;
        var fix = gps.Fix >= GpsFix.Fix3D;
        _withFix = fix ? _withFix + dt : 0;
        _withoutFix = fix ? 0 : _withoutFix + dt;
        OriginSet |= fix && _now >= boot.OriginSet;
        var aiding = Aids();
        Change = (aiding, _aiding) switch
        {
            (true, false) => AidingChange.Started,
            (false, true) => AidingChange.Stopped,
            _ => AidingChange.None,
        };
        _aiding = aiding;
        _trusted = aiding && _withoutFix < CoastSeconds;
        if (fix)
        {
            _error += (gps.Error - _error) * Math.Min(1, dt * 2);
        }

        Position = body.Position + _error;
        Velocity = body.Velocity;
        Flags = FlagsNow();
    }

    private bool Aids() =>
        OriginSet
        && _now >= boot.PositionOk
        && (_aiding ? _withoutFix < AidingSeconds : _withFix > Math.Min(ReaidSeconds, boot.PositionOk));

    private EkfStatusFlags FlagsNow()
    {
        if (_now < boot.EkfStarted)
        {
            return EkfStatusFlags.Uninitialized;
        }

        if (_now < boot.YawAligned)
        {
            return 0;
        }

        var flags = Coasting;
        if (!_aiding)
        {
            return flags | EkfStatusFlags.ConstPosMode;
        }

        if (!_trusted)
        {
            return EkfStatusFlags.Attitude | EkfStatusFlags.VelocityVert | EkfStatusFlags.PosVertAbs;
        }

        flags |= EkfStatusFlags.PosHorizRel | EkfStatusFlags.PosHorizAbs;
        flags |= EkfStatusFlags.PredPosHorizRel | EkfStatusFlags.PredPosHorizAbs;
        return flags;
    }
}

/// <summary>Whether the EKF began or ceased to use satellites in this step.</summary>
public enum AidingChange
{
    None,
    Started,
    Stopped,
}
