using System.Globalization;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator;

/// <summary>Values as they are written on the command line. What is wrong is said in one line.</summary>
internal static class OptionText
{
    private const double DeepestM = -500;
    private const double HighestM = 9000;

    /// <summary><c>LAT,LON[,ALT[,HDG]]</c>: degrees, metres above sea level, degrees.</summary>
    /// <exception cref="FormatException">It is no such place.</exception>
    public static (GeoPoint Place, double AmslM, double HeadingDeg) Place(string text)
    {
        var parts = text.Split(',');
        var numbers = new double[4];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i >= numbers.Length || !double.TryParse(parts[i], CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw NoPlace(text);
            }
        }

        var place = new GeoPoint(numbers[0], numbers[1]);
        return
            parts.Length >= 2
            && place.IsValid
            && numbers[2] is >= DeepestM and <= HighestM
            && numbers[3] is >= 0 and <= 360
            ? (place, numbers[2], numbers[3])
            : throw NoPlace(text);
    }

    /// <summary><c>SPEED[/GUST][@FROM]</c>: m/s and degrees.</summary>
    /// <exception cref="FormatException">It is no such wind.</exception>
    public static (double Speed, double Gust, double From) Wind(string text)
    {
        var parts = text.Split('@');
        var speeds = parts[0].Split('/');
        var from = parts.Length > 1 ? WindNumber(text, parts[1]) : 0;
        return (WindNumber(text, speeds[0]), speeds.Length > 1 ? WindNumber(text, speeds[1]) : 0, from);
    }

    /// <exception cref="FormatException">It is not in the range.</exception>
    public static double InRange(string name, double value, double low, double high) =>
        value >= low && value <= high
            ? value
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{name} {value} should be from {low} to {high}")
            );

    private static double WindNumber(string whole, string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 360
            ? value
            : throw new FormatException($"--wind '{whole}' should look like 3/0.5@240");

    private static FormatException NoPlace(string text) =>
        new($"--at '{text}' should look like 54.48,8.99 or 54.48,8.99,2,90");
}
