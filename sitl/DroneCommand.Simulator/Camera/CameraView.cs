using System.Numerics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>
/// A pinhole camera over the scene: where it stands, where it looks, and how a point becomes a pixel. The scene's axes are
/// X east, Y north, Z up, in metres. The camera is level: its gimbal takes the vehicle's roll and pitch away.
/// </summary>
public sealed class CameraView
{
    private const float NearM = 0.25f;

    private readonly Vector3 _right;
    private readonly Vector3 _up;
    private readonly Vector3 _forward;

    public CameraView(Vector3 position, double headingDeg, double downDeg)
    {
        Position = position;
        var heading = (float)(headingDeg * Math.PI / 180);
        var down = (float)(downDeg * Math.PI / 180);
        var (sinH, cosH) = MathF.SinCos(heading);
        var (sinD, cosD) = MathF.SinCos(down);
        _forward = new Vector3(sinH * cosD, cosH * cosD, -sinD);
        _right = new Vector3(cosH, -sinH, 0);
        _up = new Vector3(sinH * sinD, cosH * sinD, cosD);
        (SinHeading, CosHeading, SinDown, CosDown) = (sinH, cosH, sinD, cosD);
        HeadingDeg = headingDeg;
    }

    public Vector3 Position { get; }

    public double HeadingDeg { get; }

    public float SinHeading { get; }

    public float CosHeading { get; }

    public float SinDown { get; }

    public float CosDown { get; }

    /// <summary>Focal length in pixels.</summary>
    public static float Focal { get; } =
        (float)(CameraModel.Width / 2.0 / Math.Tan(CameraModel.HorizontalFovDeg * Math.PI / 360));

    /// <summary>The image row of the horizon.</summary>
    public float HorizonRow => (CameraModel.Height / 2f) - (Focal * SinDown / CosDown);

    /// <summary>Metres along the line of sight; negative behind the camera.</summary>
    public float Depth(Vector3 point) => Vector3.Dot(point - Position, _forward);

    /// <summary>The pixel of a point; null behind the camera.</summary>
    public SKPoint? Project(Vector3 point)
    {
        var seen = ToCamera(point);
        return seen.Z < NearM ? null : ToPixel(seen);
    }

    /// <summary>Pixels per metre at a depth.</summary>
    public static float Scale(float depth) => Focal / Math.Max(NearM, depth);

    /// <summary>Adds a flat polygon to a path, cut off where it comes behind the camera. False when nothing of it is seen.</summary>
    public bool AddPolygon(SKPathBuilder path, ReadOnlySpan<Vector3> corners)
    {
        Span<Vector3> clipped = stackalloc Vector3[corners.Length + 2];
        var count = Clip(corners, clipped);
        if (count < 3)
        {
            return false;
        }

        path.MoveTo(ToPixel(clipped[0]));
        for (var i = 1; i < count; i++)
        {
            path.LineTo(ToPixel(clipped[i]));
        }

        path.Close();
        return true;
    }

    /// <summary>Adds a line to a path, cut off where it comes behind the camera.</summary>
    public void AddLine(SKPathBuilder path, Vector3 a, Vector3 b)
    {
        var (from, to) = (ToCamera(a), ToCamera(b));
        if (from.Z < NearM && to.Z < NearM)
        {
            return;
        }

        if (from.Z < NearM)
        {
            from = Cut(from, to);
        }
        else if (to.Z < NearM)
        {
            to = Cut(from, to);
        }

        path.MoveTo(ToPixel(from));
        path.LineTo(ToPixel(to));
    }

    private int Clip(ReadOnlySpan<Vector3> corners, Span<Vector3> clipped)
    {
        var count = 0;
        var before = ToCamera(corners[^1]);
        foreach (var corner in corners)
        {
            var now = ToCamera(corner);
            if (now.Z >= NearM != before.Z >= NearM)
            {
                clipped[count++] = Cut(before, now);
            }

            if (now.Z >= NearM)
            {
                clipped[count++] = now;
            }

            before = now;
        }

        return count;
    }

    private static Vector3 Cut(Vector3 a, Vector3 b) => Vector3.Lerp(a, b, (NearM - a.Z) / (b.Z - a.Z));

    private Vector3 ToCamera(Vector3 point)
    {
        var away = point - Position;
        return new Vector3(Vector3.Dot(away, _right), -Vector3.Dot(away, _up), Vector3.Dot(away, _forward));
    }

    private static SKPoint ToPixel(Vector3 seen) =>
        new(
            (CameraModel.Width / 2f) + (Focal * seen.X / seen.Z),
            (CameraModel.Height / 2f) + (Focal * seen.Y / seen.Z)
        );
}
