using System.Numerics;
using DroneCommand.Simulator.Physics;
using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Something that moves over the site at one moment: a car or a person.</summary>
public readonly record struct Mover(Vector2 Place, float HeadingDeg, SKColor Color, bool IsCar);

/// <summary>
/// People and cars on the site's roads. Where each of them is follows from the time alone, so the same moment of the same
/// run shows the same picture.
/// </summary>
public sealed class Traffic
{
    private static readonly SKColor[] Paints =
    [
        new(0xC8, 0x2F, 0x2B),
        new(0xE8, 0xE8, 0xE6),
        new(0x2B, 0x4A, 0x7A),
        new(0x30, 0x33, 0x36),
        new(0xD9, 0xA4, 0x2B),
        new(0x8F, 0x96, 0x9B),
    ];

    private static readonly SKColor[] Jackets = [new(0xF2, 0x8C, 0x1E), new(0xE4, 0xE0, 0x2A), new(0x34, 0x55, 0x8B)];

    private readonly List<Walker> _walkers = [];

    public Traffic(Scene scene, int seed)
    {
        var random = SeededRandom.For(seed, 0, "traffic");
        foreach (var road in scene.Roads)
        {
            var length = Length(road.Points);
            for (var i = 0; i < Math.Max(1, (int)(length / 90)) && road.WidthM >= 5; i++)
            {
                Add(random, road, length, isCar: true);
            }

            for (var i = 0; i < 1 + (int)(length / 60); i++)
            {
                Add(random, road, length, isCar: false);
            }
        }
    }

    private sealed record Walker(
        RoadLine Road,
        float Length,
        float Speed,
        float Start,
        float SideM,
        SKColor Color,
        bool IsCar
    );

    public IEnumerable<Mover> At(double seconds)
    {
        foreach (var walker in _walkers)
        {
            yield return Place(walker, seconds);
        }
    }

    private void Add(SeededRandom random, RoadLine road, float length, bool isCar)
    {
        var speed = (float)(isCar ? random.Between(3, 7) : random.Between(0.9, 1.6));
        var side = isCar ? road.WidthM / 4 : (road.WidthM / 2) + (float)random.Between(0.3, 1.2);
        var colors = isCar ? Paints : Jackets;
        var color = colors[(int)(random.NextDouble() * colors.Length)];
        _walkers.Add(new Walker(road, length, speed, (float)(random.NextDouble() * 2 * length), side, color, isCar));
    }

    // To the end of the road and back, always on the right-hand side.
    private static Mover Place(Walker walker, double seconds)
    {
        var way = (float)((walker.Start + (walker.Speed * seconds)) % (2 * walker.Length));
        var back = way > walker.Length;
        var along = back ? (2 * walker.Length) - way : way;
        var (place, direction) = PointAt(walker.Road.Points, along);
        direction = back ? -direction : direction;
        var right = new Vector2(direction.Y, -direction.X);
        var heading = MathF.Atan2(direction.X, direction.Y) * 180 / MathF.PI;
        return new Mover(place + (right * walker.SideM), heading, walker.Color, walker.IsCar);
    }

    private static (Vector2 Place, Vector2 Direction) PointAt(Vector2[] points, float along)
    {
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var leg = points[i + 1] - points[i];
            var length = leg.Length();
            if (along <= length || i + 2 == points.Length)
            {
                return (points[i] + (leg * (Math.Min(along, length) / length)), leg / length);
            }

            along -= length;
        }

        return (points[0], Vector2.UnitY);
    }

    private static float Length(Vector2[] points)
    {
        var sum = 0f;
        for (var i = 0; i + 1 < points.Length; i++)
        {
            sum += Vector2.Distance(points[i], points[i + 1]);
        }

        return sum;
    }
}
