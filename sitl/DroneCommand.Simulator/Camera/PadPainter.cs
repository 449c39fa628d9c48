using System.Numerics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Paints the docks' pads near the camera as shapes: the ground's picture is too coarse for what lies at one's feet.</summary>
internal sealed class PadPainter(Scene scene) : IDisposable
{
    private const float SeenToM = 45;
    private const int RingParts = 40;

    private readonly SKPaint _fill = new() { IsAntialias = true };

    public void Dispose() => _fill.Dispose();

    public void Paint(SKCanvas canvas, CameraView view)
    {
        var camera = new Vector2(view.Position.X, view.Position.Y);
        foreach (var (place, heading) in scene.Docks)
        {
            if (Vector2.Distance(camera, place) < SeenToM)
            {
                PaintPad(canvas, view, place, heading);
            }
        }
    }

    private void PaintPad(SKCanvas canvas, CameraView view, Vector2 place, float headingDeg)
    {
        var (sin, cos) = MathF.SinCos(headingDeg * MathF.PI / 180);
        Vector3 At(float right, float ahead) =>
            new(place.X + (ahead * sin) + (right * cos), place.Y + (ahead * cos) - (right * sin), 0.01f);

        Fill(
            canvas,
            view,
            new SKColor(0x3C, 0x41, 0x46),
            [At(-2.4f, -2.4f), At(2.4f, -2.4f), At(2.4f, 2.4f), At(-2.4f, 2.4f)]
        );
        var yellow = new SKColor(0xF0, 0xC0, 0x2E);
        PaintRing(canvas, view, yellow, At);
        foreach (var side in new[] { -0.7f, 0.7f })
        {
            Fill(
                canvas,
                view,
                yellow,
                [At(side - 0.11f, -0.9f), At(side + 0.11f, -0.9f), At(side + 0.11f, 0.9f), At(side - 0.11f, 0.9f)]
            );
        }

        Fill(canvas, view, yellow, [At(-0.6f, -0.11f), At(0.6f, -0.11f), At(0.6f, 0.11f), At(-0.6f, 0.11f)]);
    }

    private void PaintRing(SKCanvas canvas, CameraView view, SKColor color, Func<float, float, Vector3> at)
    {
        using var ring = new SKPathBuilder();
        for (var i = 0; i < RingParts; i++)
        {
            var (sin, cos) = MathF.SinCos(i * 2 * MathF.PI / RingParts);
            var (nextSin, nextCos) = MathF.SinCos((i + 1.02f) * 2 * MathF.PI / RingParts);
            view.AddPolygon(
                ring,
                [
                    at(1.69f * sin, 1.69f * cos),
                    at(1.91f * sin, 1.91f * cos),
                    at(1.91f * nextSin, 1.91f * nextCos),
                    at(1.69f * nextSin, 1.69f * nextCos),
                ]
            );
        }

        _fill.Color = color;
        canvas.Draw(ring, _fill);
    }

    private void Fill(SKCanvas canvas, CameraView view, SKColor color, ReadOnlySpan<Vector3> corners)
    {
        using var path = new SKPathBuilder();
        if (view.AddPolygon(path, corners))
        {
            _fill.Color = color;
            canvas.Draw(path, _fill);
        }
    }
}
