namespace DroneCommand.Simulator.Autopilots;

/// <summary>What a look at the EKF found.</summary>
public enum EkfVerdict
{
    Unchanged,
    Failed,
    Recovered,
}

/// <summary>
/// The autopilot's watch over its EKF, ten times a second: bad for a second is a failure, good for a second ends it. Bad is
/// no position, or two of position and velocity beyond FS_EKF_THRESH.
/// </summary>
public sealed class EkfCheck(ParameterTable parameters, Estimator estimator)
{
    private const double Period = 0.1;
    private const int Limit = 10;
    private const double WarnEverySeconds = 30;

    private double _next;
    private int _fails;
    private double _lastWarning = double.NegativeInfinity;

    /// <summary>True from the failure until the recovery.</summary>
    public bool Failed { get; private set; }

    /// <summary>True when "EKF variance" is due with this failure: it is said twice a minute at most.</summary>
    public bool Warns { get; private set; }

    /// <summary>Looks when it is time to.</summary>
    /// <param name="now">Seconds since power-on.</param>
    /// <param name="enabled">False forgets a failure: a rover is not watched while it is disarmed.</param>
    public EkfVerdict Look(double now, bool enabled)
    {
        if (now < _next)
        {
            return EkfVerdict.Unchanged;
        }

        _next = Math.Max(_next + Period, now);
        if (!enabled || parameters["FS_EKF_THRESH"] <= 0)
        {
            _fails = 0;
            return Recover();
        }

        if (IsBad())
        {
            _fails = Math.Min(Limit, _fails + 1);
            return _fails == Limit && !Failed ? Fail(now) : EkfVerdict.Unchanged;
        }

        _fails = Math.Max(0, _fails - 1);
        return _fails == 0 ? Recover() : EkfVerdict.Unchanged;
    }

    private bool IsBad()
    {
        var threshold = parameters["FS_EKF_THRESH"];
        var (velocity, position) = (estimator.Variances.Velocity, estimator.Variances.PosHoriz);
        var beyond = velocity >= 2 * threshold || (velocity >= threshold && position >= threshold);
        return beyond || !estimator.PositionOk;
    }

    private EkfVerdict Fail(double now)
    {
        Warns = now - _lastWarning > WarnEverySeconds;
        _lastWarning = Warns ? now : _lastWarning;
        Failed = true;
        return EkfVerdict.Failed;
    }

    private EkfVerdict Recover()
    {
        if (!Failed)
        {
            return EkfVerdict.Unchanged;
        }

        Failed = false;
        return EkfVerdict.Recovered;
    }
}
