using System.Numerics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Paints trees, cars, people and the other vehicles of the fleet.</summary>
internal sealed class SpritePainter : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = true };
    private readonly SKPaint _line = new()
    {
        IsAntialias = true,
        IsStroke = true,
        StrokeCap = SKStrokeCap.Round,
    };
    private readonly SKPathBuilder _path = new();

    public void Dispose()
    {
        _fill.Dispose();
        _line.Dispose();
        _path.Dispose();
    }

    public void PaintTree(SKCanvas canvas, CameraView view, Tree tree)
    {
        var foot = new Vector3(tree.Place, 0);
        var heart = new Vector3(tree.Place, tree.HeightM * 0.62f);
        if (view.Project(heart) is not { } middle || view.Project(foot) is not { } root)
        {
            return;
        }

        var depth = view.Depth(heart);
        var scale = CameraView.Scale(depth);
        var half = tree.WidthM / 2 * scale;
        (_line.Color, _line.StrokeWidth) = (
            Palette.Hazy(new SKColor(0x5A, 0x46, 0x33), depth),
            Math.Max(1, 0.35f * scale)
        );
        canvas.DrawLine(root, middle, _line);

        // A few balls of leaves, lit from the upper left.
        var green = new SKColor(0x43, 0x5E, 0x32);
        var tall = tree.HeightM * 0.40f * scale;
        DrawBall(canvas, middle, half, tall, Palette.Hazy(green, depth));
        DrawBall(
            canvas,
            Shift(middle, -0.34f * half, -0.26f * tall),
            half * 0.62f,
            tall * 0.62f,
            Palette.Hazy(Palette.Shade(green, 1.22f), depth)
        );
        DrawBall(
            canvas,
            Shift(middle, 0.30f * half, 0.10f * tall),
            half * 0.58f,
            tall * 0.58f,
            Palette.Hazy(Palette.Shade(green, 0.86f), depth)
        );
        DrawBall(
            canvas,
            Shift(middle, -0.12f * half, -0.52f * tall),
            half * 0.42f,
            tall * 0.42f,
            Palette.Hazy(Palette.Shade(green, 1.36f), depth)
        );
    }

    public void PaintMover(SKCanvas canvas, CameraView view, Mover mover)
    {
        if (mover.IsCar)
        {
            PaintCar(canvas, view, mover);
        }
        else
        {
            PaintPerson(canvas, view, mover);
        }
    }

    /// <summary>Another vehicle of the fleet: a copter as a cross of arms, a rover as a low box.</summary>
    public void PaintVehicle(SKCanvas canvas, CameraView view, Vector3 place, float headingDeg, bool copter)
    {
        var depth = view.Depth(place);
        if (depth < 0.5f)
        {
            return;
        }

        if (!copter)
        {
            var body = Palette.Hazy(new SKColor(0x3A, 0x50, 0x5E), depth);
            Box(canvas, view, new Vector2(place.X, place.Y), headingDeg, new Vector3(1.1f, 1.5f, 0.75f), 0.1f, body);
            return;
        }

        PaintCopter(canvas, view, place, headingDeg, depth);
    }

    /// <summary>Arms of half a metre with a disc of blurred rotor on each, and a bright lid on the body, so that it is seen.</summary>
    private void PaintCopter(SKCanvas canvas, CameraView view, Vector3 place, float headingDeg, float depth)
    {
        var scale = CameraView.Scale(depth);
        var top = place + new Vector3(0, 0, 0.28f);
        (_line.Color, _line.StrokeWidth) = (
            Palette.Hazy(new SKColor(0x24, 0x27, 0x2B), depth),
            Math.Max(1, 0.08f * scale)
        );
        _fill.Color = Palette.Hazy(new SKColor(0x30, 0x34, 0x3A), depth).WithAlpha(150);
        for (var arm = 0; arm < 4; arm++)
        {
            var (sin, cos) = MathF.SinCos((headingDeg + 45 + (arm * 90)) * MathF.PI / 180);
            if (view.Project(top) is { } hub && view.Project(top + new Vector3(sin * 0.5f, cos * 0.5f, 0)) is { } tip)
            {
                canvas.DrawLine(hub, tip, _line);
                canvas.DrawOval(tip.X, tip.Y, 0.27f * scale, 0.12f * scale, _fill);
            }
        }

        var lid = Palette.Hazy(new SKColor(0xE8, 0x9A, 0x2C), depth);
        Box(
            canvas,
            view,
            new Vector2(place.X, place.Y),
            headingDeg,
            new Vector3(0.3f, 0.42f, place.Z + 0.36f),
            place.Z + 0.18f,
            lid
        );
    }

    private void PaintCar(SKCanvas canvas, CameraView view, Mover car)
    {
        var depth = view.Depth(new Vector3(car.Place, 0.5f));
        if (depth is < 0.5f or > 500)
        {
            return;
        }

        var color = Palette.Hazy(car.Color, depth);
        Shadow(canvas, view, car);
        Box(canvas, view, car.Place, car.HeadingDeg, new Vector3(1.8f, 4.3f, 0.85f), 0.25f, color);
        var back = Behind(car, 0.25f);
        Box(
            canvas,
            view,
            back,
            car.HeadingDeg,
            new Vector3(1.55f, 2.3f, 1.45f),
            0.85f,
            Palette.Hazy(Palette.Glass, depth)
        );
        Box(canvas, view, back, car.HeadingDeg, new Vector3(1.5f, 1.9f, 1.5f), 1.44f, color);
    }

    private void Shadow(SKCanvas canvas, CameraView view, Mover car)
    {
        var (sin, cos) = MathF.SinCos(car.HeadingDeg * MathF.PI / 180);
        var (ahead, right) = (new Vector2(sin, cos) * 2.4f, new Vector2(cos, -sin) * 1.1f);
        var centre = car.Place + new Vector2(0.35f, 0.4f);
        if (
            view.AddPolygon(
                _path,
                [
                    new Vector3(centre + ahead + right, 0.02f),
                    new Vector3(centre + ahead - right, 0.02f),
                    new Vector3(centre - ahead - right, 0.02f),
                    new Vector3(centre - ahead + right, 0.02f),
                ]
            )
        )
        {
            _fill.Color = new SKColor(10, 14, 22, 110);
            canvas.Draw(_path, _fill);
        }
    }

    private static Vector2 Behind(Mover car, float metres)
    {
        var (sin, cos) = MathF.SinCos(car.HeadingDeg * MathF.PI / 180);
        return car.Place - (new Vector2(sin, cos) * metres);
    }

    private void PaintPerson(SKCanvas canvas, CameraView view, Mover person)
    {
        var depth = view.Depth(new Vector3(person.Place, 0.9f));
        if (depth is < 0.5f or > 260 || view.Project(new Vector3(person.Place, 0)) is not { } feet)
        {
            return;
        }

        if (view.Project(new Vector3(person.Place, 1.75f)) is not { } crown)
        {
            return;
        }

        // Seen from above a person shortens; the shoulders keep their width.
        var scale = CameraView.Scale(depth);
        var down = new SKPoint(feet.X - crown.X, feet.Y - crown.Y);
        _fill.Color = new SKColor(10, 14, 22, 100);
        canvas.DrawOval(feet.X + (0.25f * scale), feet.Y - (0.05f * scale), 0.4f * scale, 0.2f * scale, _fill);
        (_line.Color, _line.StrokeWidth) = (
            Palette.Hazy(new SKColor(0x2D, 0x33, 0x3D), depth),
            Math.Max(1, 0.30f * scale)
        );
        canvas.DrawLine(feet, At(crown, down, 0.5f), _line);
        (_line.Color, _line.StrokeWidth) = (Palette.Hazy(person.Color, depth), Math.Max(1.2f, 0.46f * scale));
        canvas.DrawLine(At(crown, down, 0.52f), At(crown, down, 0.24f), _line);
        _fill.Color = Palette.Hazy(new SKColor(0xE8, 0xE3, 0xD2), depth);
        canvas.DrawCircle(At(crown, down, 0.08f), Math.Max(0.8f, 0.14f * scale), _fill);
    }

    // A box on the ground: width, length and the height of its top; from a height upwards.
    private void Box(
        SKCanvas canvas,
        CameraView view,
        Vector2 place,
        float headingDeg,
        Vector3 size,
        float from,
        SKColor color
    )
    {
        var (sin, cos) = MathF.SinCos(headingDeg * MathF.PI / 180);
        var (ahead, right) = (new Vector2(sin, cos) * (size.Y / 2), new Vector2(cos, -sin) * (size.X / 2));
        Span<Vector2> corners =
        [
            place + ahead + right,
            place + ahead - right,
            place - ahead - right,
            place - ahead + right,
        ];
        var camera = new Vector2(view.Position.X, view.Position.Y);
        for (var i = 0; i < 4; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % 4]);
            var outward = new Vector2(b.Y - a.Y, a.X - b.X);
            if (Vector2.Dot(camera - a, outward) > 0)
            {
                var facing = MathF.Atan2(outward.X, outward.Y) * 180 / MathF.PI;
                Face(
                    canvas,
                    view,
                    Palette.Shade(color, Palette.Light(facing)),
                    [new(a, from), new(b, from), new(b, size.Z), new(a, size.Z)]
                );
            }
        }

        if (view.Position.Z > size.Z)
        {
            Face(
                canvas,
                view,
                Palette.Shade(color, 1.1f),
                [new(corners[0], size.Z), new(corners[1], size.Z), new(corners[2], size.Z), new(corners[3], size.Z)]
            );
        }
    }

    private void Face(SKCanvas canvas, CameraView view, SKColor color, ReadOnlySpan<Vector3> corners)
    {
        if (view.AddPolygon(_path, corners))
        {
            _fill.Color = color;
            canvas.Draw(_path, _fill);
        }
    }

    private void DrawBall(SKCanvas canvas, SKPoint at, float half, float tall, SKColor color)
    {
        _fill.Color = color;
        canvas.DrawOval(at.X, at.Y, half, tall, _fill);
    }

    private static SKPoint Shift(SKPoint p, float x, float y) => new(p.X + x, p.Y + y);

    private static SKPoint At(SKPoint crown, SKPoint down, float share) =>
        new(crown.X + (down.X * share), crown.Y + (down.Y * share));
}
