using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How far the EKF's estimates are from what its sensors say, as shares of what it tolerates.</summary>
public readonly record struct EkfVariances(double Velocity, double PosHoriz, double PosVert, double Compass);

/// <summary>
/// What the autopilot believes of its own position: the truth plus the receiver's error, with the flags of the EKF as they
/// come up during boot and go when satellites are lost. A fix that jumps away is refused at first and followed later, as
/// recorded on ArduPilot SITL.
/// </summary>
public sealed class Estimator(
    IVehicleBody body,
    GpsReceiver gps,
    LocalFrame frame,
    BootTimeline boot,
    Func<double> leastVariance
)
{
    // Without a fix the EKF goes by its inertial sensors for a while, then calls itself lost, then stops aiding.
    private const double CoastSeconds = 7.2;
    private const double StopSeconds = 15.2;
    private const double ReaidSeconds = 0.1;

    // A fix further off than this is refused; what is tolerated grows while nothing is taken.
    private const double GateM = 3.7;
    private const double GateGrowthMps = 0.105;
    private const double NoticeSeconds = 0.3;
    private const double GlitchSaidAfter = 1.2;
    private const double FollowAfter = 10;
    private const double GlitchClearedAfter = 10;

    // A rover's AHRS does not wait so long: it takes its backup, which follows the fix.
    private const double RoverPatience = 3.8;

    private const EkfStatusFlags Coasting =
        EkfStatusFlags.Attitude
        | EkfStatusFlags.VelocityHoriz
        | EkfStatusFlags.VelocityVert
        | EkfStatusFlags.PosVertAbs;

    private double _withoutFix;
    private double _withFix;
    private double _refusing;
    private double _accepting;
    private double _now;
    private bool _aiding;
    private bool _hadPosition;
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

    public EkfVariances Variances { get; private set; }

    /// <summary>True while the absolute horizontal position can be flown by.</summary>
    public bool PositionOk => _aiding && _withoutFix < CoastSeconds && !DistrustsEkf;

    public bool OriginSet { get; private set; }

    public bool AhrsHealthy => _now >= boot.AhrsHealthy;

    /// <summary>True while fixes are refused, and for a while after.</summary>
    public bool Glitching { get; private set; }

    /// <summary>True while the AHRS goes by its backup, as only a rover's does.</summary>
    public bool OnBackup => body is RoverBody && AhrsHealthy && !PositionOk && _hadPosition;

    /// <summary>True while a fix is refused, after the moment that it takes to notice.</summary>
    public bool Refuses => _refusing > NoticeSeconds;

    /// <summary>By how much the believed position jumped in this step; zero in almost all.</summary>
    public Vec3 Jump { get; private set; }

    /// <summary>Set for one step when satellites were given up, or taken up again.</summary>
    public AidingChange Change { get; private set; }

    private bool DistrustsEkf => body is RoverBody && _refusing > RoverPatience;

    public void Step(double secondsSinceBoot, double dt)
    {
        _now = secondsSinceBoot;
        Jump = Vec3.Zero;
        var fix = gps.Fix >= GpsFix.Fix3D;
        var lost = !PositionOk;
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
        if (fix)
        {
            Fuse(lost && PositionOk, dt);
        }
        else if (_aiding && !PositionOk)
        {
            // It believes that it stands still: what it moves now becomes its error.
            _error -= body.Velocity.Horizontal * dt;
        }

        _hadPosition |= PositionOk;
        Position = body.Position + (DistrustsEkf ? gps.Error : _error);
        Velocity = body.Velocity;
        Flags = FlagsNow();
        Variances = VariancesNow();
    }

    private void Fuse(bool again, double dt)
    {
        var off = (gps.Error - _error).HorizontalLength;
        var gate = GateM + (GateGrowthMps * _refusing);
        if (again || !_aiding || off <= gate)
        {
            (_refusing, _accepting) = (0, _accepting + dt);
            Glitching &= _accepting < GlitchClearedAfter;
            Approach(again && off > gate ? 1 : Math.Min(1, dt * 2));
            return;
        }

        (_refusing, _accepting) = (_refusing + dt, 0);
        Glitching |= _refusing >= GlitchSaidAfter;
        if (_refusing >= FollowAfter)
        {
            _refusing = 0;
            Approach(1);
        }
    }

    private void Approach(double share)
    {
        var step = (gps.Error - _error) * share;
        _error += step;
        Jump = share >= 1 ? step.Horizontal : Vec3.Zero;
    }

    private bool Aids() =>
        OriginSet
        && _now >= boot.PositionOk
        && (_aiding ? _withoutFix < StopSeconds : _withFix > Math.Min(ReaidSeconds, boot.PositionOk));

    private EkfVariances VariancesNow()
    {
        var off = gps.Fix >= GpsFix.Fix3D ? (gps.Error - _error).HorizontalLength : 0;
        var position = _refusing > 0 ? off / (GateM + (GateGrowthMps * _refusing)) : 0.003;
        var least = leastVariance();
        return new EkfVariances(
            Math.Max(PositionOk ? 0.002 : 0, least),
            Math.Max(position, least),
            PosVert: 0.001,
            Compass: 0.03
        );
    }

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

        if (!_aiding)
        {
            return Coasting | EkfStatusFlags.ConstPosMode;
        }

        if (!PositionOk)
        {
            return body is RoverBody ? Coasting : Coasting & ~EkfStatusFlags.VelocityHoriz;
        }

        var flags = Coasting | EkfStatusFlags.PosHorizRel | EkfStatusFlags.PosHorizAbs;
        flags |= EkfStatusFlags.PredPosHorizRel | EkfStatusFlags.PredPosHorizAbs;
        return Glitching ? flags | EkfStatusFlags.GpsGlitching : flags;
    }
}

/// <summary>Whether the EKF began or ceased to use satellites in this step.</summary>
public enum AidingChange
{
    None,
    Started,
    Stopped,
}
