using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>The autopilot's camera: a picture each so many metres, while there is a camera (CAM1_TYPE).</summary>
/// <remarks>
/// The first distance counts from where the triggering was switched on, each further one from the last picture, as the crow
/// flies. Times between pictures and the roll limit are off by default, and are not simulated.
/// </remarks>
public sealed class CameraTrigger(Autopilot autopilot)
{
    private double _everyM;
    private Vec3? _last;
    private bool _isThere;

    /// <summary>Pictures since the boot.</summary>
    public int Pictures { get; private set; }

    /// <summary>A camera is found at the boot only.</summary>
    public void Boot() => _isThere = autopilot.Parameters.Find("CAM1_TYPE") is { Value: > 0 };

    /// <summary>Takes a picture each so many metres from here on; 0 ends it.</summary>
    public void Every(double metres, bool atOnce)
    {
        _everyM = metres;
        if (metres > 0 && atOnce)
        {
            Take();
        }
    }

    public void Step()
    {
        if (!_isThere || _everyM <= 0)
        {
            _last = null;
            return;
        }

        var here = autopilot.Estimator.Position.Horizontal;
        if (_last is not { } last)
        {
            _last = here;
        }
        else if ((here - last).Length >= _everyM)
        {
            Take();
        }
    }

    private void Take()
    {
        if (_isThere)
        {
            Pictures++;
            _last = autopilot.Estimator.Position.Horizontal;
            autopilot.Output.PictureTaken();
        }
    }
}
