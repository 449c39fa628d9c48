namespace DroneCommand.Simulator.Camera;

/// <summary>The numbers of the simulated camera.</summary>
public static class CameraModel
{
    public const int Width = 640;
    public const int Height = 360;
    public const int FramesPerSecond = 10;

    /// <summary>Horizontal field of view, degrees.</summary>
    public const double HorizontalFovDeg = 68;
}
