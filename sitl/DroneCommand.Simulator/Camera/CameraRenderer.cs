using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>A vehicle as the scene shows it to the camera of another.</summary>
/// <param name="Name">Burnt into its own picture.</param>
/// <param name="IsCopter">A copter's camera hangs below it and looks down; a rover's stands on a mast.</param>
/// <param name="Pose">Where it truly is.</param>
public readonly record struct FilmedVehicle(string Name, bool IsCopter, VehiclePose Pose);

/// <summary>
/// Draws what a vehicle's camera sees, from the truth of the simulation: one bitmap that is used again for every frame. Not
/// thread-safe.
/// </summary>
public sealed class CameraRenderer : IDisposable
{
    private const double CopterDownDeg = 35;
    private const double RoverDownDeg = 7;
    private const int JpegQuality = 78;
    private const float PixelsPerDot = 2;

    private readonly Scene _scene;
    private readonly Traffic _traffic;
    private readonly GroundPainter _ground;
    private readonly FencePainter _fence;
    private readonly PadPainter _pads;
    private readonly SolidPainter _solids = new();
    private readonly SpritePainter _sprites = new();
    private readonly SKBitmap _bitmap = new(
        new SKImageInfo(CameraModel.Width, CameraModel.Height, SKColorType.Bgra8888, SKAlphaType.Opaque)
    );

    private readonly SKCanvas _canvas;

    public CameraRenderer(Scene scene, int seed)
    {
        _scene = scene;
        _traffic = new Traffic(scene, seed);
        _ground = new GroundPainter(new GroundTexture(scene));
        _fence = new FencePainter(scene);
        _pads = new PadPainter(scene);
        _canvas = new SKCanvas(_bitmap);
    }

    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
        _solids.Dispose();
        _sprites.Dispose();
        _fence.Dispose();
        _pads.Dispose();
    }

    /// <summary>Draws one frame as a JPEG.</summary>
    public byte[] RenderJpeg(
        FilmedVehicle eye,
        IEnumerable<FilmedVehicle> others,
        double seconds,
        DateTimeOffset clock
    ) => Render(eye, others, seconds, clock, SKEncodedImageFormat.Jpeg);

    /// <summary>Draws one frame as a PNG, which loses nothing.</summary>
    public byte[] RenderPng(
        FilmedVehicle eye,
        IEnumerable<FilmedVehicle> others,
        double seconds,
        DateTimeOffset clock
    ) => Render(eye, others, seconds, clock, SKEncodedImageFormat.Png);

    private byte[] Render(
        FilmedVehicle eye,
        IEnumerable<FilmedVehicle> others,
        double seconds,
        DateTimeOffset clock,
        SKEncodedImageFormat format
    )
    {
        var view = ViewOf(eye);
        _ground.Paint(view, MemoryMarshal.Cast<byte, uint>(WritablePixels()));
        _bitmap.NotifyPixelsChanged();
        _pads.Paint(_canvas, view);
        foreach (var (_, paint) in Things(view, others, seconds).OrderByDescending(t => t.Distance))
        {
            paint();
        }

        PaintCaption(eye, clock);
        using var pixels = _bitmap.PeekPixels();
        using var data = pixels!.Encode(format, JpegQuality);
        return data!.ToArray();
    }

    private CameraView ViewOf(in FilmedVehicle eye)
    {
        var place = _scene.Local(eye.Pose.Place);
        var height = (float)Math.Max(0, eye.Pose.HeightM);
        if (!eye.IsCopter)
        {
            return new CameraView(new Vector3(place, 1.35f), eye.Pose.HeadingDeg, RoverDownDeg);
        }

        // On the ground the gimbal looks ahead, or the picture would show nothing but the pad.
        var down = CopterDownDeg * Math.Clamp(0.25 + (height / 12), 0, 1);
        return new CameraView(new Vector3(place, height + 0.45f), eye.Pose.HeadingDeg, down);
    }

    // Everything above the ground with its distance, to be painted from far to near.
    private IEnumerable<(float Distance, Action Paint)> Things(
        CameraView view,
        IEnumerable<FilmedVehicle> others,
        double seconds
    )
    {
        var camera = new Vector2(view.Position.X, view.Position.Y);
        foreach (var solid in _scene.Solids)
        {
            if (InFront(view, solid.Centre, solid.Outline.Max(p => Vector2.Distance(p, solid.Centre)) + solid.HeightM))
            {
                yield return (Vector2.Distance(camera, solid.Centre), () => _solids.Paint(_canvas, view, solid));
            }
        }

        foreach (var tree in _scene.Trees.Where(t => InFront(view, t.Place, t.HeightM)))
        {
            yield return (Vector2.Distance(camera, tree.Place), () => _sprites.PaintTree(_canvas, view, tree));
        }

        foreach (var mover in _traffic.At(seconds).Where(m => InFront(view, m.Place, 4)))
        {
            yield return (Vector2.Distance(camera, mover.Place), () => _sprites.PaintMover(_canvas, view, mover));
        }

        foreach (var other in others)
        {
            var place = new Vector3(_scene.Local(other.Pose.Place), (float)other.Pose.HeightM);
            yield return (
                Vector3.Distance(view.Position, place),
                () => _sprites.PaintVehicle(_canvas, view, place, (float)other.Pose.HeadingDeg, other.IsCopter)
            );
        }

        yield return (60, () => _fence.Paint(_canvas, view));
    }

    private static bool InFront(CameraView view, Vector2 place, float reach) =>
        view.Depth(new Vector3(place, 0)) > -reach;

    private void PaintCaption(in FilmedVehicle eye, DateTimeOffset clock)
    {
        const int Dot = (int)PixelsPerDot;
        var time = clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
        Caption.Draw(_canvas, eye.Name, 10, 10, Dot);
        Caption.Draw(_canvas, time, CameraModel.Width - Caption.Measure(time, Dot) - 8, 10, Dot);
        var height = string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Max(0, eye.Pose.HeightM):F0} M  {eye.Pose.HeadingDeg:000}°"
        );
        Caption.Draw(_canvas, eye.IsCopter ? height : $"{eye.Pose.HeadingDeg:000}°", 10, CameraModel.Height - 24, Dot);
    }

    private Span<byte> WritablePixels()
    {
        var pixels = _bitmap.GetPixelSpan();
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(pixels), pixels.Length);
    }
}
