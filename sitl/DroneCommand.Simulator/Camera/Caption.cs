using SkiaSharp;

namespace DroneCommand.Simulator.Camera;

/// <summary>
/// Writes text into a picture with letters of five by seven dots: no font file is needed, and every machine draws the same.
/// </summary>
internal static class Caption
{
    private const int GlyphWidth = 5;
    private const int Advance = 6;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .:-/+°";

    // Seven rows a letter, five bits a row, the leftmost dot in the highest bit.
    private static readonly byte[][] Dots =
    [
        [14, 17, 17, 31, 17, 17, 17],
        [30, 17, 17, 30, 17, 17, 30],
        [14, 17, 16, 16, 16, 17, 14],
        [30, 17, 17, 17, 17, 17, 30],
        [31, 16, 16, 30, 16, 16, 31],
        [31, 16, 16, 30, 16, 16, 16],
        [14, 17, 16, 23, 17, 17, 15],
        [17, 17, 17, 31, 17, 17, 17],
        [14, 4, 4, 4, 4, 4, 14],
        [7, 2, 2, 2, 2, 18, 12],
        [17, 18, 20, 24, 20, 18, 17],
        [16, 16, 16, 16, 16, 16, 31],
        [17, 27, 21, 21, 17, 17, 17],
        [17, 25, 21, 19, 17, 17, 17],
        [14, 17, 17, 17, 17, 17, 14],
        [30, 17, 17, 30, 16, 16, 16],
        [14, 17, 17, 17, 21, 18, 13],
        [30, 17, 17, 30, 20, 18, 17],
        [15, 16, 16, 14, 1, 1, 30],
        [31, 4, 4, 4, 4, 4, 4],
        [17, 17, 17, 17, 17, 17, 14],
        [17, 17, 17, 17, 17, 10, 4],
        [17, 17, 17, 21, 21, 27, 17],
        [17, 17, 10, 4, 10, 17, 17],
        [17, 17, 10, 4, 4, 4, 4],
        [31, 1, 2, 4, 8, 16, 31],
        [14, 17, 19, 21, 25, 17, 14],
        [4, 12, 4, 4, 4, 4, 14],
        [14, 17, 1, 2, 4, 8, 31],
        [31, 2, 4, 2, 1, 17, 14],
        [2, 6, 10, 18, 31, 2, 2],
        [31, 16, 30, 1, 1, 17, 14],
        [6, 8, 16, 30, 17, 17, 14],
        [31, 1, 2, 4, 8, 8, 8],
        [14, 17, 17, 14, 17, 17, 14],
        [14, 17, 17, 15, 1, 2, 12],
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 12, 12],
        [0, 12, 12, 0, 12, 12, 0],
        [0, 0, 0, 31, 0, 0, 0],
        [1, 1, 2, 4, 8, 16, 16],
        [0, 4, 4, 31, 4, 4, 0],
        [12, 18, 18, 12, 0, 0, 0],
    ];

    /// <summary>Width of a text in pixels.</summary>
    public static int Measure(string text, int dot) => text.Length * Advance * dot;

    /// <summary>Draws a text with its upper left corner at a place, each dot so many pixels wide.</summary>
    public static void Draw(SKCanvas canvas, string text, int x, int y, int dot)
    {
        using var shadow = new SKPaint { Color = new SKColor(0, 0, 0, 150) };
        using var ink = new SKPaint { Color = new SKColor(0xF4, 0xF6, 0xF4) };
        DrawDots(canvas, text, x + 1, y + 1, dot, shadow);
        DrawDots(canvas, text, x, y, dot, ink);
    }

    private static void DrawDots(SKCanvas canvas, string text, int x, int y, int dot, SKPaint paint)
    {
        foreach (var letter in text.ToUpperInvariant())
        {
            var index = Letters.IndexOf(letter);
            for (var row = 0; index >= 0 && row < 7; row++)
            {
                DrawRow(canvas, Dots[index][row], x, y + (row * dot), dot, paint);
            }

            x += Advance * dot;
        }
    }

    private static void DrawRow(SKCanvas canvas, byte bits, int x, int y, int dot, SKPaint paint)
    {
        for (var column = 0; column < GlyphWidth; column++)
        {
            if ((bits & (16 >> column)) != 0)
            {
                canvas.DrawRect(x + (column * dot), y, dot, dot, paint);
            }
        }
    }
}
