using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// What a camera sees of flat ground: F = 2 h tan(fov / 2) across and along the way when it looks straight down, a
/// trapezoid ahead of the vehicle when it looks forward. Overlaps are reckoned from the rectangle that lies within the
/// trapezoid, so that what is asked for is kept at its narrow end too.
/// </summary>
public sealed record CameraView
{
    /// <summary>No ray is followed further from straight down: beyond it a picture shows haze and horizon.</summary>
    public const double SteepestRayDeg = 80;

    private const double Degree = Math.PI / 180;

    private readonly double tilt;

    /// <param name="camera">The camera.</param>
    /// <param name="portrait">True when the longer side of the picture lies along the way.</param>
    /// <param name="heightMetres">Above what is seen.</param>
    /// <param name="pitchDeg">−90 looks straight down, −60 by 30° ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException">The upper edge of the picture looks too far ahead.</exception>
    public CameraView(CameraModel camera, bool portrait, double heightMetres, double pitchDeg = -90)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightMetres);
        (Camera, Portrait, HeightMetres) = (camera, portrait, heightMetres);
        if (pitchDeg < -90 || pitchDeg > HighestPitchDeg(camera, portrait) + 1e-9)
        {
            throw new ArgumentOutOfRangeException(nameof(pitchDeg), pitchDeg, "The picture would show the horizon.");
        }

        PitchDeg = pitchDeg;
        tilt = (pitchDeg + 90) * Degree;
        var (near, far) = (Ahead(-HalfTanAlong), Ahead(HalfTanAlong));
        AlongMetres = far - near;
        CentreAheadMetres = (far + near) / 2;
        AcrossMetres = 2 * Right(-HalfTanAlong);
    }

    public CameraModel Camera { get; }

    public bool Portrait { get; }

    public double HeightMetres { get; }

    public double PitchDeg { get; }

    /// <summary>Width of the footprint where it is narrowest, metres.</summary>
    public double AcrossMetres { get; }

    /// <summary>Length of the footprint along the way, metres.</summary>
    public double AlongMetres { get; }

    /// <summary>From the point under the vehicle to the middle of the footprint, metres; 0 straight down.</summary>
    public double CentreAheadMetres { get; }

    /// <summary>Ground sampling distance in the middle of the picture, across the line of sight, centimetres per pixel.</summary>
    public double GsdCm => 100 * HeightMetres / Math.Cos(tilt) * Camera.PixelMm / Camera.FocalLengthMm;

    private double HalfTanAcross => HalfTan(Camera, !Portrait);

    private double HalfTanAlong => HalfTan(Camera, Portrait);

    /// <summary>Between lanes, metres: F (1 − overlap).</summary>
    /// <param name="sidelap">Share of a footprint that its neighbour at the side shows too, 0 to 1.</param>
    public double LaneSpacing(double sidelap) => AcrossMetres * (1 - sidelap);

    /// <summary>Between pictures, metres: F along the way (1 − overlap).</summary>
    /// <param name="frontlap">Share of a footprint that the next picture shows too, 0 to 1.</param>
    public double TriggerDistance(double frontlap) => AlongMetres * (1 - frontlap);

    /// <summary>The fastest at which no picture comes before the camera is ready, m/s; infinite when nothing bounds it.</summary>
    public double SpeedByInterval(double triggerMetres) =>
        Camera.MinIntervalS > 0 ? triggerMetres / Camera.MinIntervalS : double.PositiveInfinity;

    /// <summary>The fastest at which the ground moves by so many pixels at most while the shutter is open, m/s.</summary>
    /// <param name="shutterS">Seconds that it is open; 0 when it is not known.</param>
    /// <param name="pixels">Blur that is borne.</param>
    public double SpeedByBlur(double shutterS, double pixels) =>
        shutterS > 0 ? pixels * GsdCm / 100 / shutterS : double.PositiveInfinity;

    /// <summary>The height at which a camera has a ground sampling distance, metres.</summary>
    public static double HeightFor(CameraModel camera, double gsdCm, double pitchDeg = -90) =>
        gsdCm / 100 * Math.Cos((pitchDeg + 90) * Degree) * camera.FocalLengthMm / camera.PixelMm;

    /// <summary>The highest pitch at which the upper edge of the picture still shows ground, degrees.</summary>
    public static double HighestPitchDeg(CameraModel camera, bool portrait) =>
        SteepestRayDeg - 90 - Math.Atan(HalfTan(camera, portrait)) / Degree;

    /// <summary>The corners of the footprint around the vehicle: X is ahead, Y to the left; anticlockwise.</summary>
    internal Vec[] Footprint()
    {
        var (near, far) = (-HalfTanAlong, HalfTanAlong);
        return
        [
            new(Ahead(near), -Right(near)),
            new(Ahead(far), -Right(far)),
            new(Ahead(far), Right(far)),
            new(Ahead(near), Right(near)),
        ];
    }

    /// <summary>Half of the picture's extent at a distance of 1.</summary>
    internal static double HalfTan(CameraModel camera, bool longer) =>
        (longer ? camera.SensorWidthMm : camera.SensorHeightMm) / 2 / camera.FocalLengthMm;

    private double Ahead(double up) =>
        HeightMetres * (Math.Sin(tilt) + up * Math.Cos(tilt)) / (Math.Cos(tilt) - up * Math.Sin(tilt));

    private double Right(double up) => HeightMetres * HalfTanAcross / (Math.Cos(tilt) - up * Math.Sin(tilt));
}
