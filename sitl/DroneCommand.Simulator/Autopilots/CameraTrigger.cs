using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// The camera on a servo output (CAM1_TYPE 1): single pictures, pictures at an interval, and one for every so many metres
/// flown. Each is told with CAMERA_FEEDBACK.
/// </summary>
public sealed class CameraTrigger(Autopilot autopilot)
{
    private double _distanceM;
    private double _lastAt = double.NegativeInfinity;
    private Vec3? _lastPlace;
    private int _left;
    private double _interval;
    private bool _pending;

    /// <summary>Pictures taken since power-on.</summary>
    public int Pictures { get; private set; }

    /// <summary>Where the last picture was taken.</summary>
    public GeoPoint LastPlace { get; private set; }

    /// <summary>True while there is a camera. It is looked for at the boot only.</summary>
    public bool Fitted { get; private set; }

    // A servo needs a tenth of a second for one picture.
    private double Least => Math.Max(0.1, autopilot.Parameters.Find("CAM1_INTRVAL_MIN")?.Value ?? 0);

    /// <summary>Looks whether there is a camera (CAM1_TYPE).</summary>
    public void Boot() => Fitted = autopilot.Parameters.Find("CAM1_TYPE") is { Value: > 0 };

    /// <summary>A picture for every <paramref name="metres"/>; 0 ends it. <paramref name="atOnce"/> takes one now as well.</summary>
    public bool TriggerBy(double metres, bool atOnce)
    {
        if (!Fitted)
        {
            return false;
        }

        _distanceM = Math.Max(0, metres);
        autopilot.Parameters.SetIfKnown("CAM1_TRIGG_DIST", _distanceM);
        if (atOnce)
        {
            TakePicture();
        }

        return true;
    }

    /// <summary>Pictures every <paramref name="intervalSeconds"/>: so many, or without end for 0; one alone at once.</summary>
    public bool Capture(double intervalSeconds, int count)
    {
        if (!Fitted)
        {
            return false;
        }

        if (count == 1 || (count == 0 && intervalSeconds == 0))
        {
            return TakePicture();
        }

        (_left, _interval) = (count == 0 ? -1 : count, intervalSeconds);
        return true;
    }

    public bool StopCapture()
    {
        _left = 0;
        return Fitted;
    }

    /// <summary>Takes a picture; false without a camera, or when the last one is not done (then it follows).</summary>
    public bool TakePicture()
    {
        if (!Fitted)
        {
            return false;
        }

        _pending = autopilot.Now - _lastAt < Least;
        if (_pending)
        {
            return false;
        }

        Pictures++;
        _lastAt = autopilot.Now;
        _lastPlace = autopilot.Estimator.Position;
        LastPlace = autopilot.Estimator.Place;
        autopilot.Output.PictureTaken();
        return true;
    }

    public void Step(double now)
    {
        if (!Fitted)
        {
            return;
        }

        if (_pending)
        {
            TakePicture();
        }

        if (_left != 0)
        {
            if (now - _lastAt > _interval && TakePicture())
            {
                _left -= _left > 0 ? 1 : 0;
            }

            return;
        }

        TriggerByDistance();
    }

    private void TriggerByDistance()
    {
        if (_distanceM <= 0)
        {
            _lastPlace = null;
            return;
        }

        _lastPlace ??= autopilot.Estimator.Position;
        if ((autopilot.Estimator.Position - _lastPlace.Value).HorizontalLength >= _distanceM)
        {
            TakePicture();
        }
    }
}
