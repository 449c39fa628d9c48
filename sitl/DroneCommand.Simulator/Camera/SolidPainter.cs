using System.Numerics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Paints what stands on the ground and does not move: buildings, tanks, the stack, the crane.</summary>
internal sealed class SolidPainter : IDisposable
{
    private const float StoreyM = 3.6f;

    private readonly SKPaint _fill = new() { IsAntialias = true };
    private readonly SKPaint _line = new()
    {
        IsAntialias = true,
        IsStroke = true,
        StrokeWidth = 1,
    };
    private readonly SKPathBuilder _path = new();
    private readonly SKPathBuilder _details = new();

    public void Paint(SKCanvas canvas, CameraView view, Solid solid)
    {
        if (solid.Style == SolidStyle.Crane)
        {
            PaintCrane(canvas, view, solid);
            return;
        }

        foreach (var edge in VisibleEdges(view, solid))
        {
            PaintWall(canvas, view, solid, edge);
        }

        if (view.Position.Z > solid.HeightM)
        {
            PaintRoof(canvas, view, solid);
        }
    }

    public void Dispose()
    {
        _fill.Dispose();
        _line.Dispose();
        _path.Dispose();
        _details.Dispose();
    }

    // Walls that face the camera, the far ones first.
    private static IEnumerable<int> VisibleEdges(CameraView view, Solid solid)
    {
        var camera = new Vector2(view.Position.X, view.Position.Y);
        return Enumerable
            .Range(0, solid.Outline.Length)
            .Where(i => Faces(camera, solid.Outline[i], Next(solid, i)))
            .OrderByDescending(i => Vector2.DistanceSquared(camera, (solid.Outline[i] + Next(solid, i)) / 2));
    }

    private static Vector2 Next(Solid solid, int i) => solid.Outline[(i + 1) % solid.Outline.Length];

    private static bool Faces(Vector2 camera, Vector2 a, Vector2 b)
    {
        var outward = new Vector2(b.Y - a.Y, a.X - b.X);
        return Vector2.Dot(camera - a, outward) > 0;
    }

    private void PaintWall(SKCanvas canvas, CameraView view, Solid solid, int edge)
    {
        var (a, b) = (solid.Outline[edge], Next(solid, edge));
        var facing = MathF.Atan2(b.Y - a.Y, a.X - b.X) * 180 / MathF.PI;
        var middle = new Vector3((a + b) / 2, solid.HeightM / 2);
        var distance = Vector3.Distance(view.Position, middle);
        var color = Palette.Hazy(Palette.Shade(WallColor(solid), Palette.Light(facing)), distance);
        if (!Fill(canvas, view, color, Quad(a, b, 0, solid.HeightM)))
        {
            return;
        }

        var scale = CameraView.Scale(Math.Max(1, view.Depth(middle)));
        if (solid.Style == SolidStyle.Building && scale > 4)
        {
            PaintCladding(canvas, view, solid, a, b, scale);
        }

        switch (solid.Style)
        {
            case SolidStyle.Building when scale > 1.6f:
                PaintWindows(canvas, view, solid, a, b, distance);
                break;
            case SolidStyle.Stack:
                PaintBands(canvas, view, solid, a, b, facing, distance);
                break;
            case SolidStyle.Containers:
                PaintContainers(canvas, view, solid, a, b, facing, distance);
                break;
            case SolidStyle.Tank when scale > 2:
                Stroke(
                    canvas,
                    view,
                    Palette.Shade(color, 0.86f),
                    new Vector3(a, solid.HeightM * 0.5f),
                    new Vector3(b, solid.HeightM * 0.5f)
                );
                break;
        }
    }

    // Ribs of the sheeting, and the splash of dirt along the foot.
    private void PaintCladding(SKCanvas canvas, CameraView view, Solid solid, Vector2 a, Vector2 b, float scale)
    {
        var length = Vector2.Distance(a, b);
        var along = (b - a) / Math.Max(0.1f, length);
        for (var at = 0.8f; at < length; at += 0.8f)
        {
            view.AddLine(_path, new Vector3(a + (along * at), 0), new Vector3(a + (along * at), solid.HeightM));
        }

        (_line.Color, _line.StrokeWidth) = (new SKColor(0, 0, 0, (byte)Math.Clamp(scale * 1.6f, 6, 22)), 1);
        canvas.Draw(_path, _line);
        Fill(canvas, view, new SKColor(0x20, 0x1C, 0x16, 46), Quad(a, b, 0, 0.5f));
        Fill(canvas, view, new SKColor(0xFF, 0xFF, 0xFF, 30), Quad(a, b, solid.HeightM - 0.35f, solid.HeightM));
    }

    private static SKColor WallColor(Solid solid) =>
        solid.Style switch
        {
            SolidStyle.Tank => new SKColor(0xDD, 0xDF, 0xDC),
            SolidStyle.Stack => new SKColor(0xD8, 0xD4, 0xCB),
            SolidStyle.Barge => new SKColor(0x2E, 0x3E, 0x55),
            SolidStyle.Containers => new SKColor(0x9A, 0x4A, 0x38),
            _ => Palette.Wall(solid.Name),
        };

    // Rows of windows, a storey apart; a big gate in the ground floor of long walls.
    private void PaintWindows(SKCanvas canvas, CameraView view, Solid solid, Vector2 a, Vector2 b, float distance)
    {
        var length = Vector2.Distance(a, b);
        if (length < 4)
        {
            return;
        }

        var hall = Palette.Pick(solid.Name, 2) == 0;
        var along = Vector2.Normalize(b - a);
        var width = hall ? 4.2f : 1.5f;
        var gap = hall ? 2.2f : 1.7f;
        var count = (int)((length - 1.6f) / (width + gap));
        var start = (length - (count * (width + gap)) + gap) / 2;
        for (var base_ = hall ? solid.HeightM - 2.9f : 1.1f; base_ + 1.4f < solid.HeightM; base_ += StoreyM)
        {
            for (var i = 0; i < count; i++)
            {
                var from = a + (along * (start + (i * (width + gap))));
                view.AddPolygon(_details, Quad(from, from + (along * width), base_, base_ + 1.5f));
            }
        }

        _fill.Color = Palette.Hazy(Palette.Glass, distance).WithAlpha(205);
        canvas.Draw(_details, _fill);
        if (length > 14)
        {
            var middle = (a + b) / 2;
            var gate = Palette.Hazy(new SKColor(0x5B, 0x63, 0x6A), distance);
            Fill(canvas, view, gate, Quad(middle - (along * 2.2f), middle + (along * 2.2f), 0, 4.1f));
        }
    }

    private void PaintBands(
        SKCanvas canvas,
        CameraView view,
        Solid solid,
        Vector2 a,
        Vector2 b,
        float facing,
        float distance
    )
    {
        var red = Palette.Hazy(Palette.Shade(new SKColor(0xB8, 0x3A, 0x2C), Palette.Light(facing)), distance);
        for (var top = solid.HeightM; top > solid.HeightM * 0.45f; top -= 5)
        {
            Fill(canvas, view, red, Quad(a, b, top - 2.5f, top));
        }
    }

    private void PaintContainers(
        SKCanvas canvas,
        CameraView view,
        Solid solid,
        Vector2 a,
        Vector2 b,
        float facing,
        float distance
    )
    {
        SKColor[] paints = [new(0x9A, 0x4A, 0x38), new(0x2F, 0x5D, 0x7C), new(0x4C, 0x6B, 0x4B), new(0xB0, 0x8A, 0x3C)];
        var length = Vector2.Distance(a, b);
        var along = (b - a) / Math.Max(0.1f, length);
        var rows = Math.Max(1, (int)(solid.HeightM / 2.5f));
        for (var (i, at) = (0, 0f); at < length - 0.5f; i++, at += 6.1f)
        {
            for (var row = 0; row < rows; row++)
            {
                var color = Palette.Shade(paints[(i + (row * 3)) % paints.Length], Palette.Light(facing));
                var (from, to) = (a + (along * at), a + (along * Math.Min(length, at + 6)));
                Fill(canvas, view, Palette.Hazy(color, distance), Quad(from, to, row * 2.5f, (row * 2.5f) + 2.4f));
            }
        }
    }

    private void PaintRoof(SKCanvas canvas, CameraView view, Solid solid)
    {
        var top = new Vector3(solid.Centre, solid.HeightM);
        var distance = Vector3.Distance(view.Position, top);
        var color = solid.Style switch
        {
            SolidStyle.Tank => new SKColor(0xEA, 0xEB, 0xE8),
            SolidStyle.Stack => new SKColor(0x2A, 0x2A, 0x2A),
            SolidStyle.Barge => new SKColor(0x6E, 0x5A, 0x48),
            SolidStyle.Containers => new SKColor(0x8C, 0x52, 0x40),
            _ => Palette.Roof(solid.Name),
        };
        Span<Vector3> corners = stackalloc Vector3[solid.Outline.Length];
        for (var i = 0; i < corners.Length; i++)
        {
            corners[i] = new Vector3(solid.Outline[i], solid.HeightM);
        }

        if (!view.AddPolygon(_path, corners))
        {
            return;
        }

        _fill.Color = Palette.Hazy(Palette.Shade(color, 1.04f), distance);
        using var roof = _path.Detach();
        canvas.DrawPath(roof, _fill);
        (_line.Color, _line.StrokeWidth) = (
            Palette.Hazy(Palette.Shade(color, 0.72f), distance),
            Math.Clamp(CameraView.Scale(distance) * 0.35f, 0.6f, 3)
        );
        canvas.DrawPath(roof, _line);
        if (solid.Style == SolidStyle.Building && CameraView.Scale(distance) > 2)
        {
            canvas.Save();
            canvas.ClipPath(roof, SKClipOperation.Intersect, antialias: true);
            PaintRoofDetails(canvas, view, solid, distance);
            canvas.Restore();
        }
    }

    // Skylights along the longest edge, and a ventilator's box.
    private void PaintRoofDetails(SKCanvas canvas, CameraView view, Solid solid, float distance)
    {
        var longest = Enumerable
            .Range(0, solid.Outline.Length)
            .MaxBy(i => Vector2.DistanceSquared(solid.Outline[i], Next(solid, i)));
        var (a, b) = (solid.Outline[longest], Next(solid, longest));
        var length = Vector2.Distance(a, b);
        var along = (b - a) / length;
        var inward = new Vector2(-along.Y, along.X);
        for (var at = 3f; at + 2 < length; at += 5.5f)
        {
            var corner = a + (along * at) + (inward * 2.4f);
            view.AddPolygon(
                _details,
                [
                    new Vector3(corner, solid.HeightM),
                    new Vector3(corner + (along * 1.4f), solid.HeightM),
                    new Vector3(corner + (along * 1.4f) + (inward * 2.6f), solid.HeightM),
                    new Vector3(corner + (inward * 2.6f), solid.HeightM),
                ]
            );
        }

        _fill.Color = Palette.Hazy(new SKColor(0xB9, 0xC9, 0xD2), distance).WithAlpha(190);
        canvas.Draw(_details, _fill);
        PaintSeams(canvas, view, solid, (a, along, inward, length), distance);
    }

    // Joints of the roofing, square to the longest edge, as far as the roof reaches there.
    private void PaintSeams(
        SKCanvas canvas,
        CameraView view,
        Solid solid,
        (Vector2 From, Vector2 Along, Vector2 Inward, float Length) edge,
        float distance
    )
    {
        var depth = solid.Outline.Max(p => Vector2.Dot(p - edge.From, edge.Inward));
        for (var at = 2f; at < edge.Length; at += 2)
        {
            var from = edge.From + (edge.Along * at);
            view.AddLine(
                _path,
                new Vector3(from, solid.HeightM),
                new Vector3(from + (edge.Inward * depth), solid.HeightM)
            );
        }

        (_line.Color, _line.StrokeWidth) = (new SKColor(0, 0, 0, (byte)Math.Clamp(1400 / distance, 8, 34)), 1);
        canvas.Draw(_path, _line);
    }

    private void PaintCrane(SKCanvas canvas, CameraView view, Solid solid)
    {
        var distance = Vector3.Distance(view.Position, new Vector3(solid.Centre, solid.HeightM / 2));
        var color = Palette.Hazy(new SKColor(0xD9, 0xA9, 0x2B), distance);
        (_line.Color, _line.StrokeWidth) = (color, Math.Clamp(CameraView.Scale(distance) * 0.8f, 1, 9));
        var portal = solid.HeightM * 0.62f;
        for (var i = 0; i < solid.Outline.Length; i++)
        {
            var (corner, next) = (solid.Outline[i], Next(solid, i));
            view.AddLine(_path, new Vector3(corner, 0), new Vector3(corner, portal));
            view.AddLine(_path, new Vector3(corner, portal), new Vector3(next, portal));
            view.AddLine(_path, new Vector3(corner, portal), new Vector3(solid.Centre, solid.HeightM));
        }

        var jib = Vector2.Normalize(solid.Outline[1] - solid.Outline[0]);
        var tip = new Vector3(solid.Centre + (jib * 9), solid.HeightM);
        view.AddLine(_path, new Vector3(solid.Centre - (jib * 5), solid.HeightM), tip);
        view.AddLine(_path, tip, tip with { Z = solid.HeightM * 0.4f });
        canvas.Draw(_path, _line);
    }

    private void Stroke(SKCanvas canvas, CameraView view, SKColor color, Vector3 a, Vector3 b)
    {
        view.AddLine(_path, a, b);
        (_line.Color, _line.StrokeWidth) = (color, 1);
        canvas.Draw(_path, _line);
    }

    private bool Fill(SKCanvas canvas, CameraView view, SKColor color, ReadOnlySpan<Vector3> corners)
    {
        if (!view.AddPolygon(_path, corners))
        {
            return false;
        }

        _fill.Color = color;
        canvas.Draw(_path, _fill);
        return true;
    }

    private static Vector3[] Quad(Vector2 a, Vector2 b, float low, float high) =>
        [new(a, low), new(b, low), new(b, high), new(a, high)];
}
