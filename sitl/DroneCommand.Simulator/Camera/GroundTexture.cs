using System.Numerics;
using DroneCommand.Simulator.Physics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>
/// The ground seen from straight above, painted once: grass, roads with their markings, yards, water, pads, and the shadows
/// of what stands on it. Smaller copies serve what is far away.
/// </summary>
public sealed class GroundTexture
{
    private const float MarginM = 70;
    private const float MetresPerPixel = 0.25f;

    // How far a shadow falls per metre of height: the sun stands 55° high in the south-west.
    private static readonly Vector2 ShadowPerMetre = new(0.48f, 0.52f);

    private readonly Scene _scene;
    private readonly Vector2 _origin;

    public GroundTexture(Scene scene)
    {
        _scene = scene;
        _origin = new Vector2(scene.Least.X - MarginM, scene.Most.Y + MarginM);
        var width = (int)((scene.Most.X - scene.Least.X + (2 * MarginM)) / MetresPerPixel);
        var height = (int)((scene.Most.Y - scene.Least.Y + (2 * MarginM)) / MetresPerPixel);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(1 / MetresPerPixel, -1 / MetresPerPixel);
            canvas.Translate(-_origin.X, -_origin.Y);
            Paint(canvas);
        }

        Speckle(bitmap);
        Levels = [.. Shrink(bitmap)];
    }

    /// <summary>The picture and its halves, quarters, …</summary>
    public IReadOnlyList<TextureLevel> Levels { get; }

    /// <summary>North-west corner, metres east and north.</summary>
    public Vector2 Origin => _origin;

    private void Paint(SKCanvas canvas)
    {
        canvas.Clear(Palette.Field);
        using var fill = new SKPaint { IsAntialias = true };
        PaintFields(canvas, fill);
        FillOutline(canvas, fill, _scene.Boundary, Palette.Grass);
        foreach (var outline in _scene.Water)
        {
            FillOutline(canvas, fill, outline, Palette.Water);
            StrokeOutline(canvas, outline, new SKColor(0x55, 0x5A, 0x58), 1.4f);
        }

        foreach (var (name, outline) in _scene.Yards)
        {
            PaintYard(canvas, fill, name, outline);
        }

        PaintRoads(canvas);
        PaintDocks(canvas);
        PaintShadows(canvas, fill);
    }

    // Meadows beyond the fence, in stripes of slightly different greens.
    private void PaintFields(SKCanvas canvas, SKPaint fill)
    {
        var random = new SeededRandom(7);
        for (var east = _origin.X - 50; east < _scene.Most.X + MarginM + 50; east += 34)
        {
            var green = Palette.Shade(Palette.Field, (float)random.Between(0.9, 1.1));
            fill.Color = green;
            canvas.DrawRect(new SKRect(east, _scene.Least.Y - MarginM, east + 34, _origin.Y), fill);
        }
    }

    private static void PaintYard(SKCanvas canvas, SKPaint fill, string name, Vector2[] outline)
    {
        FillOutline(canvas, fill, outline, Palette.Shade(Palette.Concrete, 0.94f + (0.02f * Palette.Pick(name, 5))));
        canvas.Save();
        using var path = PathOf(outline);
        canvas.ClipPath(path);
        using var joints = new SKPaint
        {
            Color = new SKColor(0, 0, 0, 26),
            StrokeWidth = 0.12f,
            IsStroke = true,
        };
        var bounds = path.Bounds;
        var turn = outline.Length > 1 ? MathF.Atan2(outline[1].Y - outline[0].Y, outline[1].X - outline[0].X) : 0;
        canvas.RotateRadians(turn, bounds.MidX, bounds.MidY);
        var reach = Math.Max(bounds.Width, bounds.Height);
        for (var d = -reach; d < reach; d += 5)
        {
            canvas.DrawLine(bounds.MidX + d, bounds.MidY - reach, bounds.MidX + d, bounds.MidY + reach, joints);
            canvas.DrawLine(bounds.MidX - reach, bounds.MidY + d, bounds.MidX + reach, bounds.MidY + d, joints);
        }

        PaintWear(canvas, bounds, name);
        if (name.Contains("park", StringComparison.OrdinalIgnoreCase))
        {
            PaintStalls(canvas, bounds, reach);
        }

        canvas.Restore();
    }

    // Tyre marks, patches and stains: concrete that is worked on.
    private static void PaintWear(SKCanvas canvas, SKRect bounds, string name)
    {
        var random = new SeededRandom((ulong)Palette.Pick(name, 1000) + 1);
        using var stain = new SKPaint { IsAntialias = true };
        using var mark = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = 0.35f,
            Color = new SKColor(0, 0, 0, 34),
        };
        var amount = (int)Math.Clamp(bounds.Width * bounds.Height / 90, 4, 60);
        for (var i = 0; i < amount; i++)
        {
            var (x, y) = (
                (float)random.Between(bounds.Left, bounds.Right),
                (float)random.Between(bounds.Top, bounds.Bottom)
            );
            var size = (float)random.Between(0.6, 3.4);
            stain.Color = new SKColor(0, 0, 0, (byte)random.Between(8, 34));
            canvas.DrawOval(x, y, size, size * (float)random.Between(0.4, 1), stain);
            if (i % 3 == 0)
            {
                var radius = (float)random.Between(5, 16);
                var arc = SKRect.Create(x - radius, y - radius, 2 * radius, 2 * radius);
                var from = (float)random.Between(0, 360);
                canvas.DrawArc(arc, from, 70, false, mark);
                arc.Inflate(1.7f, 1.7f);
                canvas.DrawArc(arc, from, 70, false, mark);
            }
        }
    }

    private static void PaintStalls(SKCanvas canvas, SKRect bounds, float reach)
    {
        using var white = new SKPaint
        {
            Color = new SKColor(0xEE, 0xEE, 0xEA, 190),
            StrokeWidth = 0.14f,
            IsStroke = true,
        };
        for (var d = -reach / 2; d < reach / 2; d += 2.6f)
        {
            canvas.DrawLine(bounds.MidX + d, bounds.MidY + 1.5f, bounds.MidX + d, bounds.MidY + 6.3f, white);
            canvas.DrawLine(bounds.MidX + d, bounds.MidY - 6.3f, bounds.MidX + d, bounds.MidY - 1.5f, white);
        }
    }

    private void PaintRoads(SKCanvas canvas)
    {
        using var paint = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = SKStrokeCap.Round,
        };
        (SKColor Color, float Wider)[] layers = [(new SKColor(0x8A, 0x86, 0x7C), 1.2f), (Palette.Asphalt, 0)];
        foreach (var (color, wider) in layers)
        {
            foreach (var road in _scene.Roads)
            {
                (paint.Color, paint.StrokeWidth) = (color, road.WidthM + wider);
                using var path = LineOf(road.Points);
                canvas.DrawPath(path, paint);
            }
        }

        using var dashes = SKPathEffect.CreateDash([3, 3], 0);
        (paint.Color, paint.StrokeWidth, paint.PathEffect) = (new SKColor(0xE6, 0xE4, 0xDC, 210), 0.18f, dashes);
        foreach (var road in _scene.Roads.Where(r => r.WidthM >= 5))
        {
            using var path = LineOf(road.Points);
            canvas.DrawPath(path, paint);
        }
    }

    private void PaintDocks(SKCanvas canvas)
    {
        using var pad = new SKPaint { Color = new SKColor(0x3C, 0x41, 0x46), IsAntialias = true };
        using var line = new SKPaint
        {
            Color = new SKColor(0xF0, 0xC0, 0x2E),
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = 0.22f,
        };
        foreach (var (place, heading) in _scene.Docks)
        {
            canvas.Save();
            canvas.Translate(place.X, place.Y);
            canvas.RotateDegrees(-heading);
            canvas.DrawRoundRect(-2.4f, -2.4f, 4.8f, 4.8f, 0.4f, 0.4f, pad);
            canvas.DrawCircle(0, 0, 1.8f, line);
            canvas.DrawLine(-0.7f, -0.9f, -0.7f, 0.9f, line);
            canvas.DrawLine(0.7f, -0.9f, 0.7f, 0.9f, line);
            canvas.DrawLine(-0.7f, 0, 0.7f, 0, line);
            canvas.Restore();
        }
    }

    private void PaintShadows(SKCanvas canvas, SKPaint fill)
    {
        using var all = new SKPathBuilder { FillType = SKPathFillType.Winding };
        foreach (var solid in _scene.Solids)
        {
            AddShadow(all, solid.Outline, ShadowPerMetre * solid.HeightM);
        }

        foreach (var tree in _scene.Trees)
        {
            var crown = tree.Place + (ShadowPerMetre * tree.HeightM * 0.65f);
            all.AddOval(
                SKRect.Create(crown.X - (tree.WidthM / 2), crown.Y - (tree.WidthM / 2), tree.WidthM, tree.WidthM),
                SKPathDirection.CounterClockwise
            );
        }

        using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 1.2f);
        (fill.Color, fill.MaskFilter) = (new SKColor(12, 18, 30, 105), blur);
        using var shadows = all.Detach();
        canvas.DrawPath(shadows, fill);
        fill.MaskFilter = null;
    }

    // The outline swept along the shadow's way: its start, its end, and a band for each edge.
    private static void AddShadow(SKPathBuilder path, Vector2[] outline, Vector2 reach)
    {
        AddCounterClockwise(path, outline);
        AddCounterClockwise(path, [.. outline.Select(p => p + reach)]);
        for (var i = 0; i < outline.Length; i++)
        {
            var (a, b) = (outline[i], outline[(i + 1) % outline.Length]);
            AddCounterClockwise(path, [a, b, b + reach, a + reach]);
        }
    }

    private static void AddCounterClockwise(SKPathBuilder path, Vector2[] points)
    {
        var area = 0f;
        for (var i = 0; i < points.Length; i++)
        {
            var (a, b) = (points[i], points[(i + 1) % points.Length]);
            area += (a.X * b.Y) - (b.X * a.Y);
        }

        var ordered = area < 0 ? points.Reverse() : points;
        path.AddPoly([.. ordered.Select(p => new SKPoint(p.X, p.Y))], true);
    }

    private static void FillOutline(SKCanvas canvas, SKPaint fill, Vector2[] outline, SKColor color)
    {
        using var path = PathOf(outline);
        fill.Color = color;
        canvas.DrawPath(path, fill);
    }

    private static void StrokeOutline(SKCanvas canvas, Vector2[] outline, SKColor color, float width)
    {
        using var path = PathOf(outline);
        using var paint = new SKPaint
        {
            Color = color,
            IsStroke = true,
            StrokeWidth = width,
            IsAntialias = true,
        };
        canvas.DrawPath(path, paint);
    }

    private static SKPath PathOf(Vector2[] outline) => Trace(outline, close: true);

    private static SKPath LineOf(Vector2[] points) => Trace(points, close: false);

    private static SKPath Trace(Vector2[] points, bool close)
    {
        using var path = new SKPathBuilder();
        path.AddPoly([.. points.Select(p => new SKPoint(p.X, p.Y))], close);
        return path.Detach();
    }

    // Grain and patches, so that plain colours look like ground. Skia's blurs have no say in it: the same everywhere.
    private static void Speckle(SKBitmap bitmap)
    {
        var pixels = bitmap.GetPixelSpan();
        var noise = PatchNoise.Make(256, 11);
        var writable = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(pixels),
            pixels.Length
        );
        var random = 12345u;
        for (var i = 0; i < writable.Length; i += 4)
        {
            random = (random * 1664525) + 1013904223;
            var pixel = i / 4;
            var (x, y) = (pixel % bitmap.Width, pixel / bitmap.Width);
            var patch =
                noise[((y >> 1) & 255) * 256 + ((x >> 1) & 255)] + noise[((y >> 4) & 255) * 256 + ((x >> 4) & 255)];
            var grain = (int)(random >> 28) - 8 + ((patch - 255) / 14);
            writable[i] = (byte)Math.Clamp(writable[i] + grain, 0, 255);
            writable[i + 1] = (byte)Math.Clamp(writable[i + 1] + grain, 0, 255);
            writable[i + 2] = (byte)Math.Clamp(writable[i + 2] + grain, 0, 255);
        }
    }

    private static IEnumerable<TextureLevel> Shrink(SKBitmap bitmap)
    {
        var level = new TextureLevel(
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan()).ToArray(),
            bitmap.Width,
            bitmap.Height,
            MetresPerPixel
        );
        while (true)
        {
            yield return level;
            if (Math.Min(level.Width, level.Height) < 64)
            {
                yield break;
            }

            level = level.Half();
        }
    }
}
