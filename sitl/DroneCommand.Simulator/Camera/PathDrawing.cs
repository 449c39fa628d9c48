using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Draws what a builder has gathered and leaves it empty for the next shape.</summary>
internal static class PathDrawing
{
    public static void Draw(this SKCanvas canvas, SKPathBuilder builder, SKPaint paint)
    {
        using var path = builder.Detach();
        canvas.DrawPath(path, paint);
    }
}
