using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Camera;

/// <summary>Where a vehicle is and how it is turned: what its camera sees from.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="HeightM">Metres above the ground.</param>
/// <param name="HeadingDeg">Degrees clockwise from north.</param>
/// <param name="RollDeg">Degrees, right side down positive.</param>
/// <param name="PitchDeg">Degrees, nose up positive.</param>
public readonly record struct VehiclePose(
    GeoPoint Place,
    double HeightM,
    double HeadingDeg,
    double RollDeg,
    double PitchDeg
);
