using System.Globalization;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Energy;

/// <summary>A steady wind that blows over a whole plan.</summary>
/// <param name="SpeedMps">Mean speed, m/s.</param>
/// <param name="FromDeg">Where it comes from, degrees clockwise from true north.</param>
/// <param name="GustMps">What its gusts reach: 95 of 100 minutes stay below it, m/s; never less than the mean.</param>
public sealed record Wind(double SpeedMps, double FromDeg, double GustMps)
{
    /// <summary>The strongest that a plan is made for, m/s.</summary>
    public const double MostMps = 40;

    /// <summary>Gusts over the mean where none are known: what open ground gives (a gust factor of 1.4).</summary>
    private const double GustFactor = 1.4;

    /// <summary>A wind whose gusts are not known.</summary>
    public static Wind Steady(double speedMps, double fromDeg) => new(speedMps, fromDeg, speedMps * GustFactor);

    /// <summary>East and north, towards where it blows, m/s.</summary>
    public (double East, double North) Towards
    {
        get
        {
            var (sin, cos) = Math.SinCos(FromDeg * Math.PI / 180);
            return (-SpeedMps * sin, -SpeedMps * cos);
        }
    }

    /// <summary>
    /// Reads 'SPEED@FROM' or 'SPEED-GUST@FROM', in m/s and degrees: '6@270', '6-9@270'; null when it is neither.
    /// </summary>
    public static Wind? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !Numbers.TryParse(text[(at + 1)..].Trim(), out var from) || from is < 0 or > 360)
        {
            return null;
        }

        var speeds = text[..at].Split('-');
        if (speeds.Length > 2 || !Numbers.TryParse(speeds[0].Trim(), out var speed) || speed is < 0 or > MostMps)
        {
            return null;
        }

        if (speeds.Length == 1)
        {
            return Steady(speed, from);
        }

        return Numbers.TryParse(speeds[1].Trim(), out var gust) && gust >= speed && gust <= MostMps
            ? new Wind(speed, from, gust)
            : null;
    }

    /// <summary>For sentences: '6 m/s from 270°, gusts 9 m/s'.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{SpeedMps:0.#} m/s from {FromDeg:0.#}°, gusts {GustMps:0.#} m/s");
}
