using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Templates;

/// <summary>
/// Where the sun stands, by the equations of NOAA's solar calculator (https://gml.noaa.gov/grad/solcalc/calcdetails.html,
/// after Meeus, Astronomical Algorithms): good to 0.02° between 1900 and 2100, without refraction.
/// </summary>
public static class SunElevation
{
    /// <summary>The sun's middle at sunrise and sunset: refraction at the horizon and half the sun's width.</summary>
    public const double HorizonDeg = -0.833;

    /// <summary>The end of civil twilight.</summary>
    public const double CivilTwilightDeg = -6;

    private const double UnixEpochJulianDay = 2_440_587.5;
    private const double J2000JulianDay = 2_451_545;
    private const double DaysPerCentury = 36_525;

    /// <summary>Degrees of the sun's middle above the horizon, without refraction.</summary>
    public static double At(GeoPoint place, DateTimeOffset time)
    {
        var days = (time.ToUniversalTime() - DateTimeOffset.UnixEpoch).TotalDays;
        var sun = SunAt((days + UnixEpochJulianDay - J2000JulianDay) / DaysPerCentury);
        var minutes = days % 1 * 1_440;
        var trueSolarMinutes = minutes + sun.EquationOfTimeMinutes + 4 * place.LongitudeDeg;
        var hourAngle = Radians(trueSolarMinutes / 4 - 180);
        var latitude = Radians(place.LatitudeDeg);
        var sine =
            Math.Sin(latitude) * Math.Sin(sun.Declination)
            + Math.Cos(latitude) * Math.Cos(sun.Declination) * Math.Cos(hourAngle);
        return Degrees(Math.Asin(Math.Clamp(sine, -1, 1)));
    }

    /// <summary>Why it is too dark for a template; null when it is light enough.</summary>
    /// <param name="light">What the template asks for.</param>
    /// <param name="place">Where.</param>
    /// <param name="time">When.</param>
    public static string? WhyTooDark(Daylight light, GeoPoint place, DateTimeOffset time)
    {
        var (least, what) = light switch
        {
            Daylight.Day => (HorizonDeg, "daylight"),
            Daylight.CivilTwilight => (CivilTwilightDeg, "daylight or civil twilight"),
            _ => (double.NegativeInfinity, ""),
        };
        var elevation = At(place, time);
        return elevation >= least
            ? null
            : FormattableString.Invariant(
                $"it is too dark: the template asks for {what}, and the sun stands {-elevation:0.0}° below the horizon"
            );
    }

    private static (double Declination, double EquationOfTimeMinutes) SunAt(double centuries)
    {
        var t = centuries;
        var meanLongitude = (280.46646 + t * (36_000.76983 + t * 0.0003032)) % 360;
        var meanAnomaly = Radians(357.52911 + t * (35_999.05029 - 0.0001537 * t));
        var eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
        var centre =
            Math.Sin(meanAnomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
            + Math.Sin(2 * meanAnomaly) * (0.019993 - 0.000101 * t)
            + Math.Sin(3 * meanAnomaly) * 0.000289;
        var node = Radians(125.04 - 1_934.136 * t);
        var apparent = Radians(meanLongitude + centre - 0.00569 - 0.00478 * Math.Sin(node));
        var seconds = 21.448 - t * (46.815 + t * (0.00059 - t * 0.001813));
        var obliquity = Radians(23 + (26 + seconds / 60) / 60 + 0.00256 * Math.Cos(node));
        var y = Math.Pow(Math.Tan(obliquity / 2), 2);
        var longitude = Radians(meanLongitude);
        var equation =
            y * Math.Sin(2 * longitude)
            - 2 * eccentricity * Math.Sin(meanAnomaly)
            + 4 * eccentricity * y * Math.Sin(meanAnomaly) * Math.Cos(2 * longitude)
            - 0.5 * y * y * Math.Sin(4 * longitude)
            - 1.25 * eccentricity * eccentricity * Math.Sin(2 * meanAnomaly);
        return (Math.Asin(Math.Sin(obliquity) * Math.Sin(apparent)), 4 * Degrees(equation));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
