using System.Buffers.Binary;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Tests.Terrain;

/// <summary>
/// Ground from a seed: octaves of noise, each half as wide and a bit more than half as high as the one before, and the
/// noise that models of heights have from post to post.
/// </summary>
internal sealed class MadeTerrain(int seed, double reliefMetres, double noiseMetres = 1)
{
    private const double WidestMetres = 8_000;
    private const double NarrowestMetres = 40;
    private const double Roughness = 0.55;
    private const double Mean = 900;

    /// <summary>Heights at a raster's posts.</summary>
    public float[] Heights(PostGrid posts)
    {
        var heights = new float[posts.Rows * posts.Columns];
        for (var i = 0; i < heights.Length; i++)
        {
            var place = posts.Place(i / posts.Columns, i % posts.Columns);
            var (north, east) = (place.LatitudeDeg * 111_000, place.LongitudeDeg * 78_000);
            heights[i] = (float)(Ground(north, east) + noiseMetres * Lattice(99, i / posts.Columns, i % posts.Columns));
        }

        return heights;
    }

    /// <summary>A tile of so many posts, a step of so many degrees apart.</summary>
    public TerrainTile Tile(PostGrid posts) => new($"made {seed}", posts, Heights(posts), 4);

    /// <summary>The bytes of a .hgt file.</summary>
    public static byte[] Hgt(int side, Func<int, int, short> height)
    {
        var bytes = new byte[side * side * 2];
        for (var i = 0; i < side * side; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2 * i), height(i / side, i % side));
        }

        return bytes;
    }

    private double Ground(double north, double east)
    {
        var (sum, height) = (Mean, reliefMetres);
        var octave = 0;
        for (var width = WidestMetres; width > NarrowestMetres; width /= 2, height *= Roughness, octave++)
        {
            sum += height * Noise(octave, north / width, east / width);
        }

        return sum;
    }

    private double Noise(int octave, double north, double east)
    {
        var (row, column) = ((int)Math.Floor(north), (int)Math.Floor(east));
        var (down, right) = (Smooth(north - row), Smooth(east - column));
        var near = Lattice(octave, row, column) * (1 - right) + Lattice(octave, row, column + 1) * right;
        var far = Lattice(octave, row + 1, column) * (1 - right) + Lattice(octave, row + 1, column + 1) * right;
        return near * (1 - down) + far * down;
    }

    private static double Smooth(double share) => share * share * (3 - 2 * share);

    /// <summary>−1 to 1, the same for the same numbers.</summary>
    private double Lattice(int octave, int row, int column)
    {
        var mixed = (ulong)(uint)HashCode(seed, octave) << 32 | (uint)HashCode(row, column);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return ((mixed ^ (mixed >> 31)) >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    private static int HashCode(int one, int other) => unchecked(one * 73_856_093 ^ other * 19_349_663);
}
