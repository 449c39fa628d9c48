using System.Numerics;

namespace DroneCommand.Simulator.Camera;

/// <summary>
/// Fills the picture below the horizon with the ground, and above it with the sky. The camera is level, so every image row
/// lies at one distance: two additions and four reads per pixel instead of a projection.
/// </summary>
internal sealed class GroundPainter(GroundTexture ground)
{
    private const int DetailSize = 256;
    private const float DetailPerMetre = 24;
    private const float DetailReachM = 28;

    private static readonly byte[] Detail = PatchNoise.Make(DetailSize, 3, coarsest: 16, fade: 0.9f);
    private static readonly byte[] Clouds = PatchNoise.Make(512, 5);
    private static readonly uint FarField = Packed(Palette.Field);

    public void Paint(CameraView view, Span<uint> picture)
    {
        var horizon = view.HorizonRow;
        for (var y = 0; y < CameraModel.Height; y++)
        {
            var row = picture.Slice(y * CameraModel.Width, CameraModel.Width);
            var below = y + 0.5f - (CameraModel.Height / 2f);
            var down = (below * view.CosDown) + (CameraView.Focal * view.SinDown);
            if (down > 0.35f)
            {
                PaintGround(view, row, below, down);
            }
            else
            {
                PaintSky(view, row, horizon - y);
            }
        }
    }

    private void PaintGround(CameraView view, Span<uint> row, float below, float down)
    {
        var reach = view.Position.Z / down;
        var forward = ((CameraView.Focal * view.CosDown) - (below * view.SinDown)) * reach;
        var left = -CameraModel.Width / 2f * reach;
        var east = view.Position.X + (forward * view.SinHeading) + (left * view.CosHeading);
        var north = view.Position.Y + (forward * view.CosHeading) - (left * view.SinHeading);
        var level = LevelFor(reach);
        var toPixels = 1 / level.MetresPerPixel;
        var u = (east - ground.Origin.X) * toPixels;
        var v = (ground.Origin.Y - north) * toPixels;
        var (du, dv) = (reach * view.CosHeading * toPixels, reach * view.SinHeading * toPixels);
        var distance = MathF.Sqrt((forward * forward) + (view.Position.Z * view.Position.Z));
        var haze = (int)(256 * (1 - MathF.Exp(-distance / Palette.HazeM)));
        Sample(level, row, new Vector2(u, v), new Vector2(du, dv), haze);
        var rowDepth = distance * distance / (view.Position.Z * CameraView.Focal);
        if (distance < DetailReachM)
        {
            // Where one row spans more than the grain's own size the grain would flicker: it fades out before.
            var strength =
                0.34f * (1 - (distance / DetailReachM)) * Math.Clamp(1.3f - (rowDepth * DetailPerMetre / 5), 0, 1);
            Roughen(
                row,
                new Vector2(east, north),
                new Vector2(reach * view.CosHeading, -reach * view.SinHeading),
                strength
            );
        }
    }

    private TextureLevel LevelFor(float metresPerPixel)
    {
        var level = 0;
        while (level + 1 < ground.Levels.Count && ground.Levels[level].MetresPerPixel * 1.4f < metresPerPixel)
        {
            level++;
        }

        return ground.Levels[level];
    }

    private static void Sample(TextureLevel level, Span<uint> row, Vector2 at, Vector2 step, int haze)
    {
        var pixels = level.Pixels;
        var (width, height) = (level.Width, level.Height);
        var far = Hazed(FarField, haze);

        // 16.16 fixed point: whole part picks the pixel, the next eight bits blend it with its neighbours.
        var (u, v) = ((long)(at.X * 65536), (long)(at.Y * 65536));
        var (du, dv) = ((long)(step.X * 65536), (long)(step.Y * 65536));
        for (var x = 0; x < row.Length; x++, u += du, v += dv)
        {
            var (px, py) = ((int)(u >> 16), (int)(v >> 16));
            if ((uint)px >= (uint)(width - 1) || (uint)py >= (uint)(height - 1))
            {
                row[x] = far;
                continue;
            }

            var first = (py * width) + px;
            var color = Blend(
                Blend(pixels[first], pixels[first + 1], (uint)(u >> 8) & 255),
                Blend(pixels[first + width], pixels[first + width + 1], (uint)(u >> 8) & 255),
                (uint)(v >> 8) & 255
            );
            row[x] = Hazed(color, haze);
        }
    }

    // Close to the ground the texture's pixels would show: a finer grain hides them.
    private static void Roughen(Span<uint> row, Vector2 place, Vector2 step, float strength)
    {
        for (var x = 0; x < row.Length; x++, place += step)
        {
            var dx = (int)MathF.Floor(place.X * DetailPerMetre) & (DetailSize - 1);
            var dy = (int)MathF.Floor(place.Y * DetailPerMetre) & (DetailSize - 1);
            var light = (int)(256 * (1 + ((Detail[(dy * DetailSize) + dx] - 128) / 128f * strength)));
            row[x] = Scaled(row[x], light);
        }
    }

    private static void PaintSky(CameraView view, Span<uint> row, float above)
    {
        var elevation = MathF.Atan2(above, CameraView.Focal) * 180 / MathF.PI;
        var share = Math.Clamp(elevation / 38, 0, 1);
        var sky = Mixed(Palette.SkyLow, Palette.SkyTop, MathF.Sqrt(share));
        for (var x = 0; x < row.Length; x++)
        {
            var bearing = view.HeadingDeg + (MathF.Atan2(x - (row.Length / 2f), CameraView.Focal) * 180 / MathF.PI);
            row[x] = elevation < HillHeight(bearing) ? Hill(elevation) : Clouded(sky, bearing, elevation);
        }
    }

    // A low line of woods and dykes along the horizon.
    private static float HillHeight(double bearing)
    {
        var at = (int)(((bearing % 360) + 360) % 360 * 512 / 360);
        return 0.25f + (Clouds[(37 * 512) + at] / 255f * 0.9f);
    }

    private static uint Hill(float elevation)
    {
        var green = Mixed(new SkiaSharp.SKColor(0x6E, 0x82, 0x74), Palette.Haze, 0.45f + (elevation * 0.2f));
        return green;
    }

    private static uint Clouded(uint sky, double bearing, float elevation)
    {
        var across = (int)(((bearing % 360) + 360) % 360 * 1024 / 360) & 511;
        var up = (int)(400 / (elevation + 4)) & 511;
        var cloud = Clouds[(up * 512) + across] - 140;
        return cloud <= 0 ? sky : Lightened(sky, Math.Min(150, cloud * 2));
    }

    // Two channels at a time: each has eight bits of room above it for the product.
    private static uint Blend(uint a, uint b, uint share)
    {
        const uint Even = 0x00FF00FF;
        var rest = 256 - share;
        var low = (((a & Even) * rest) + ((b & Even) * share)) >> 8;
        var high = (((a >> 8) & Even) * rest) + (((b >> 8) & Even) * share);
        return (low & Even) | (high & ~Even);
    }

    private static uint Hazed(uint color, int share) =>
        Blend(color, Packed(Palette.Haze), (uint)Math.Min(255, share)) | 0xFF000000;

    private static uint Lightened(uint color, int share) => Blend(color, 0xFFF4F6F7, (uint)share) | 0xFF000000;

    private static uint Scaled(uint color, int light)
    {
        var blue = Math.Min(255u, ((color & 255) * (uint)light) >> 8);
        var green = Math.Min(255u, (((color >> 8) & 255) * (uint)light) >> 8);
        var red = Math.Min(255u, (((color >> 16) & 255) * (uint)light) >> 8);
        return 0xFF000000 | (red << 16) | (green << 8) | blue;
    }

    private static uint Mixed(SkiaSharp.SKColor a, SkiaSharp.SKColor b, float share) =>
        Blend(Packed(a), Packed(b), (uint)Math.Clamp(share * 255, 0, 255)) | 0xFF000000;

    private static uint Packed(SkiaSharp.SKColor color) =>
        0xFF000000 | ((uint)color.Red << 16) | ((uint)color.Green << 8) | color.Blue;
}
