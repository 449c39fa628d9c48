using DroneCommand.Missions.Survey;

namespace DroneCommand.Missions.Cameras;

/// <summary>How far from its middle a camera may see, in every direction alike: a picture's corner is the farthest.</summary>
internal static class ViewCone
{
    /// <summary>Half of the diagonal view of the widest lenses that drones commonly carry (84°), rounded up.</summary>
    private const double UsualDeg = 45;

    /// <summary>A mount is not where it was told to the degree, a vehicle leans, and winds push its nose aside.</summary>
    private const double SlackDeg = 10;

    /// <summary>Degrees from the middle of the picture.</summary>
    /// <param name="camera">Null where it is not known.</param>
    public static double HalfAngleDeg(CameraModel? camera) =>
        SlackDeg
        + (
            camera is null
                ? UsualDeg
                : double.RadiansToDegrees(
                    Math.Atan(double.Hypot(CameraView.HalfTan(camera, true), CameraView.HalfTan(camera, false)))
                )
        );
}
