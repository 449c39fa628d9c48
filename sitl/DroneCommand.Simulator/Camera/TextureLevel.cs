namespace DroneCommand.Simulator.Camera;

/// <summary>One size of the ground picture: BGRA pixels, north at the top.</summary>
public sealed class TextureLevel(uint[] pixels, int width, int height, float metresPerPixel)
{
    public int Width => width;

    public int Height => height;

    public float MetresPerPixel => metresPerPixel;

    public ReadOnlySpan<uint> Pixels => pixels;

    /// <summary>The same picture at half the size; each pixel is the mean of four.</summary>
    public TextureLevel Half()
    {
        var (w, h) = (width / 2, height / 2);
        var half = new uint[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var at = (y * 2 * width) + (x * 2);
                half[(y * w) + x] = Mean(pixels[at], pixels[at + 1], pixels[at + width], pixels[at + width + 1]);
            }
        }

        return new TextureLevel(half, w, h, metresPerPixel * 2);
    }

    private static uint Mean(uint a, uint b, uint c, uint d)
    {
        const uint Even = 0x00FF00FF;
        var low = (a & Even) + (b & Even) + (c & Even) + (d & Even);
        var high = ((a >> 8) & Even) + ((b >> 8) & Even) + ((c >> 8) & Even) + ((d >> 8) & Even);
        return ((low >> 2) & Even) | (((high >> 2) & Even) << 8);
    }
}
