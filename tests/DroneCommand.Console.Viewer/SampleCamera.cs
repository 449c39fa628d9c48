using System.Globalization;
using System.Text;
using SkiaSharp;

namespace DroneCommand.Console.Viewer;

/// <summary>A moving picture to look at where the fleet's cameras would be: MJPEG as the relay sends it.</summary>
public static class SampleCamera
{
    private const int Width = 640;
    private const int Height = 360;

    public static async Task Stream(HttpContext http, TimeProvider time)
    {
        http.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        try
        {
            while (await pace.WaitForNextTickAsync(http.RequestAborted))
            {
                var now = time.GetUtcNow();
                var picture = Draw(now);
                var head = string.Create(
                    CultureInfo.InvariantCulture,
                    $"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Length}\r\nX-Timestamp: {now.ToUnixTimeMilliseconds()}\r\n\r\n"
                );
                await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(head), http.RequestAborted);
                await http.Response.Body.WriteAsync(picture, http.RequestAborted);
                await http.Response.Body.WriteAsync("\r\n"u8.ToArray(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer closed the picture.
        }
    }

    private static byte[] Draw(DateTimeOffset now)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        var canvas = surface.Canvas;
        canvas.Clear(new SKColor(0x2b, 0x3a, 0x2d));
        using var paint = new SKPaint { Color = new SKColor(0x3c, 0x4a, 0x40) };
        var shift = (float)(now.ToUnixTimeMilliseconds() / 20 % 160);
        for (var x = -160f; x < Width; x += 160)
        {
            canvas.DrawRect(x + shift, 190, 90, 120, paint);
        }

        using var image = surface.Snapshot();
        return image.Encode(SKEncodedImageFormat.Jpeg, 70).ToArray();
    }
}
