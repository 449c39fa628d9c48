using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>Where the vehicle should be at this moment, how fast it should be going, and how that should change.</summary>
public readonly record struct PathTarget(Vec3 Position, Vec3 Velocity, Vec3 Acceleration)
{
    public static PathTarget At(Vec3 position) => new(position, Vec3.Zero, Vec3.Zero);
}
