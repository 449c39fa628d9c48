using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>Colours and light of the simulated pictures: a clear late afternoon, the sun in the south-west.</summary>
internal static class Palette
{
    public static readonly SKColor Haze = new(0xC3, 0xD0, 0xD8);
    public static readonly SKColor SkyTop = new(0x5E, 0x92, 0xC4);
    public static readonly SKColor SkyLow = new(0xCF, 0xDD, 0xE4);
    public static readonly SKColor Grass = new(0x6B, 0x7F, 0x48);
    public static readonly SKColor Field = new(0x8C, 0x93, 0x58);
    public static readonly SKColor Asphalt = new(0x4E, 0x51, 0x55);
    public static readonly SKColor Concrete = new(0x9A, 0x98, 0x90);
    public static readonly SKColor Water = new(0x2F, 0x55, 0x66);
    public static readonly SKColor Glass = new(0x33, 0x44, 0x55);

    /// <summary>Distance at which the haze has taken two thirds of a colour, metres.</summary>
    public const float HazeM = 900;

    private static readonly SKColor[] Walls =
    [
        new(0xA8, 0x6F, 0x5A),
        new(0x8D, 0x9A, 0xA6),
        new(0xC9, 0xBE, 0xA6),
        new(0x7A, 0x8B, 0x87),
        new(0xB4, 0xB8, 0xBB),
        new(0x9C, 0x83, 0x6C),
    ];

    private static readonly SKColor[] Roofs =
    [
        new(0x6F, 0x6A, 0x66),
        new(0xA9, 0xAE, 0xB2),
        new(0x8B, 0x86, 0x7C),
        new(0x84, 0x8C, 0x92),
        new(0x7C, 0x7F, 0x83),
        new(0x94, 0x54, 0x45),
    ];

    public static SKColor Wall(string name) => Walls[Pick(name, Walls.Length)];

    public static SKColor Roof(string name) => Roofs[Pick(name, Roofs.Length)];

    /// <summary>Brightness of a wall that faces a direction (degrees): bright towards the sun, dim away from it.</summary>
    public static float Light(float facingDeg) => 0.80f + (0.24f * MathF.Cos((facingDeg - 225) * MathF.PI / 180));

    public static SKColor Shade(SKColor color, float light) =>
        new(Part(color.Red, light), Part(color.Green, light), Part(color.Blue, light), color.Alpha);

    /// <summary>The colour seen through the haze of a distance.</summary>
    public static SKColor Hazy(SKColor color, float metres)
    {
        var share = 1 - MathF.Exp(-metres / HazeM);
        return new SKColor(
            Mix(color.Red, Haze.Red, share),
            Mix(color.Green, Haze.Green, share),
            Mix(color.Blue, Haze.Blue, share),
            color.Alpha
        );
    }

    public static int Pick(string name, int count)
    {
        var hash = 17u;
        foreach (var letter in name)
        {
            hash = (hash * 31) + letter;
        }

        return (int)(hash % (uint)count);
    }

    private static byte Part(byte value, float light) => (byte)Math.Clamp(value * light, 0, 255);

    private static byte Mix(byte a, byte b, float share) => (byte)(a + ((b - a) * share));
}
