using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Camera;

/// <summary>Soft blotches that repeat without a seam: grass, clouds, wear.</summary>
internal static class PatchNoise
{
    /// <summary>A square of values 0 to 255.</summary>
    /// <param name="size">Length of its side, a power of two.</param>
    /// <param name="seed">Which of all such squares.</param>
    /// <param name="coarsest">Blotches along a side: more make it finer.</param>
    /// <param name="fade">How much weaker each finer layer is than the one before.</param>
    public static byte[] Make(int size, ulong seed, int coarsest = 4, float fade = 0.55f)
    {
        var sum = new float[size * size];
        var random = new SeededRandom(seed);
        for (var (cells, weight) = (coarsest, 1f); cells <= size / 2; cells *= 2, weight *= fade)
        {
            AddOctave(sum, size, cells, weight, random);
        }

        var (low, high) = (sum.Min(), sum.Max());
        return [.. sum.Select(v => (byte)(255 * (v - low) / (high - low)))];
    }

    private static void AddOctave(float[] sum, int size, int cells, float weight, SeededRandom random)
    {
        var knots = new float[cells * cells];
        for (var i = 0; i < knots.Length; i++)
        {
            knots[i] = (float)random.NextDouble();
        }

        var step = size / cells;
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var (cx, cy) = (x / step, y / step);
                var (fx, fy) = (Ease((x % step) / (float)step), Ease((y % step) / (float)step));
                var (nx, ny) = ((cx + 1) % cells, (cy + 1) % cells);
                var top = Mix(knots[(cy * cells) + cx], knots[(cy * cells) + nx], fx);
                var bottom = Mix(knots[(ny * cells) + cx], knots[(ny * cells) + nx], fx);
                sum[(y * size) + x] += weight * Mix(top, bottom, fy);
            }
        }
    }

    private static float Ease(float t) => t * t * (3 - (2 * t));

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
