using System.Numerics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Paints the site's fence along its boundary: posts, a veil of mesh, a rail. Gates stay open.</summary>
internal sealed class FencePainter : IDisposable
{
    private const float HeightM = 2.4f;
    private const float PostEveryM = 4;
    private const float SeenToM = 140;

    private readonly List<(Vector2 From, Vector2 To)> _panels = [];
    private readonly SKPaint _mesh = new() { IsAntialias = true };
    private readonly SKPaint _posts = new() { IsAntialias = true, IsStroke = true };
    private readonly SKPathBuilder _path = new();

    public FencePainter(Scene scene)
    {
        for (var i = 0; i < scene.Boundary.Length; i++)
        {
            var (a, b) = (scene.Boundary[i], scene.Boundary[(i + 1) % scene.Boundary.Length]);
            var length = Vector2.Distance(a, b);
            var count = Math.Max(1, (int)(length / PostEveryM));
            for (var k = 0; k < count; k++)
            {
                var panel = (
                    From: Vector2.Lerp(a, b, k / (float)count),
                    To: Vector2.Lerp(a, b, (k + 1) / (float)count)
                );
                if (!scene.Gates.Any(g => Near(g, panel.From)) && !InWater(scene, panel.From))
                {
                    _panels.Add(panel);
                }
            }
        }
    }

    public void Dispose()
    {
        _mesh.Dispose();
        _posts.Dispose();
        _path.Dispose();
    }

    public void Paint(SKCanvas canvas, CameraView view)
    {
        var camera = new Vector2(view.Position.X, view.Position.Y);
        using var mesh = new SKPathBuilder();
        foreach (var (from, to) in _panels)
        {
            if (Vector2.Distance(camera, from) < SeenToM)
            {
                view.AddPolygon(mesh, [new(from, 0), new(to, 0), new(to, HeightM), new(from, HeightM)]);
                view.AddLine(_path, new Vector3(from, 0), new Vector3(from, HeightM));
                view.AddLine(_path, new Vector3(from, HeightM), new Vector3(to, HeightM));
            }
        }

        _mesh.Color = new SKColor(0x9A, 0xA4, 0xA8, 42);
        canvas.Draw(mesh, _mesh);
        (_posts.Color, _posts.StrokeWidth) = (new SKColor(0xC6, 0xCC, 0xCE, 190), 1);
        canvas.Draw(_path, _posts);
    }

    private static bool Near(Vector2[] gate, Vector2 place) => gate.Any(p => Vector2.Distance(p, place) < 6);

    private static bool InWater(Scene scene, Vector2 place) =>
        scene.Water.Any(outline =>
        {
            var inside = false;
            for (int i = 0, j = outline.Length - 1; i < outline.Length; j = i++)
            {
                var (a, b) = (outline[i], outline[j]);
                if (a.Y > place.Y != b.Y > place.Y && place.X < ((b.X - a.X) * (place.Y - a.Y) / (b.Y - a.Y)) + a.X)
                {
                    inside = !inside;
                }
            }

            return inside;
        });
}
