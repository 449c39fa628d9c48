namespace DroneCommand.Simulator.Physics;

/// <summary>
/// What is true of a vehicle, whatever its sensors say: position in the local frame of its dock, velocity, attitude.
/// Only its own <c>Step</c> changes it.
/// </summary>
public interface IVehicleBody
{
    /// <summary>Metres north, east and up of the place where the vehicle was switched on.</summary>
    Vec3 Position { get; }

    /// <summary>Metres per second.</summary>
    Vec3 Velocity { get; }

    /// <summary>Degrees, right side down positive.</summary>
    double RollDeg { get; }

    /// <summary>Degrees, nose up positive.</summary>
    double PitchDeg { get; }

    /// <summary>Degrees clockwise from north, 0 to 360.</summary>
    double HeadingDeg { get; }

    /// <summary>Degrees per second, clockwise positive.</summary>
    double YawRateDegPerS { get; }

    /// <summary>Power drawn from the battery, watts.</summary>
    double Watts { get; }

    /// <summary>Share of the throttle that is used, 0 to 1.</summary>
    double Throttle { get; }

    /// <summary>The motor that gives nothing, from 1; 0 while all work. A fault.</summary>
    int FailedMotor { get; set; }
}
