using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Geodesy;

/// <summary>
/// The inverse problem. The two places are mirrored so that the first lies furthest from the equator, in the south, and
/// the second to its east; then the azimuth at the first is sought with which the geodesic reaches the second's latitude
/// at the second's longitude. A fixed-point iteration finds it in a few steps; near antipodes it does not converge, and
/// there the longitude, which grows with the azimuth, is bisected.
/// </summary>
internal static class GeodesicInverse
{
    private const double Degree = Math.PI / 180;
    private const int FixedPointSteps = 20;
    private const int BisectionSteps = 60;

    /// <summary>One candidate: the hybrid problem's answer for a given azimuth at the first place.</summary>
    private readonly record struct Candidate(
        double SinAlpha1,
        double CosAlpha1,
        double SinAlpha2,
        double CosAlpha2,
        double Sigma1,
        double Sigma2,
        double SinAlpha0,
        double CosAlpha0,
        double SphericalLongitude,
        double Longitude
    )
    {
        public double Length
        {
            get
            {
                var arc = new AuxiliaryArc(SinAlpha0, CosAlpha0);
                return arc.LengthAt(Sigma2) - arc.LengthAt(Sigma1);
            }
        }
    }

    public static GeodesicLine Solve(GeoPoint from, GeoPoint to)
    {
        var difference = LongitudeDifference(from.LongitudeDeg, to.LongitudeDeg);
        var westward = difference < 0;
        var (lat1, lat2) = (from.LatitudeDeg, to.LatitudeDeg);
        var swapped = Math.Abs(lat1) < Math.Abs(lat2);
        if (swapped)
        {
            (lat1, lat2) = (lat2, lat1);
        }

        var mirrored = lat1 > 0;
        if (mirrored)
        {
            (lat1, lat2) = (-lat1, -lat2);
        }

        // The first latitude is south of the equator or on it; minus zero keeps its arc on the southern branch.
        var best = Canonical(-Math.Abs(lat1), lat2, Math.Abs(difference) * Degree);
        return Orient(best, swapped, mirrored, westward);
    }

    /// <summary>Area between the geodesic and the equator, m²: positive for a way eastwards in the north.</summary>
    public static double AreaToEquator(GeoPoint from, GeoPoint to)
    {
        var difference = LongitudeDifference(from.LongitudeDeg, to.LongitudeDeg);
        var (lat1, lat2) =
            Math.Abs(from.LatitudeDeg) < Math.Abs(to.LatitudeDeg)
                ? (to.LatitudeDeg, from.LatitudeDeg)
                : (from.LatitudeDeg, to.LatitudeDeg);
        var mirrored = lat1 > 0;
        var longitude = Math.Abs(difference) * Degree;
        var (south, other) = (-Math.Abs(lat1), mirrored ? -lat2 : lat2);
        var line = Canonical(south, other, longitude);
        var sphere = new AuxiliaryArc(line.SinAlpha0, line.CosAlpha0);
        // Not the line's own longitude on the sphere: of a line of a metre it has lost nine digits.
        var omega = longitude - (sphere.Correction(line.Sigma2) - sphere.Correction(line.Sigma1));
        var arc = new AreaArc(
            Geodesic.ReducedLatitude(south),
            Geodesic.ReducedLatitude(other),
            line.SinAlpha1,
            line.CosAlpha1,
            line.SinAlpha2,
            line.CosAlpha2,
            line.SinAlpha0,
            line.CosAlpha0,
            line.Sigma1,
            line.Sigma2,
            omega,
            longitude == 0 || longitude == Math.PI || south == -90
        );
        return GeodesicArea.Under(arc) * (difference < 0 ? -1 : 1) * (mirrored ? -1 : 1);
    }

    /// <summary>Degrees eastwards, −180 to 180, without loss of digits across the antimeridian.</summary>
    private static double LongitudeDifference(double from, double to) =>
        (to - from) switch
        {
            > 180 => to - 180 - (from + 180),
            < -180 => to + 180 - (from - 180),
            -180 => 180,
            var plain => plain,
        };

    private static Candidate Canonical(double lat1, double lat2, double longitude)
    {
        var beta1 = Geodesic.ReducedLatitude(lat1);
        var beta2 = Geodesic.ReducedLatitude(lat2);
        if (longitude == 0 || lat1 == -90)
        {
            return Hybrid(beta1, beta2, Math.Sin(longitude), Math.Cos(longitude));
        }

        if (lat1 == 0 && longitude <= (1 - Wgs84.Flattening) * Math.PI)
        {
            return AlongEquator(longitude);
        }

        if (longitude == Math.PI)
        {
            return Hybrid(beta1, beta2, 0, -1);
        }

        return Iterate(beta1, beta2, longitude) ?? Bisect(beta1, beta2, longitude);
    }

    /// <summary>Corrects the spherical longitude by what the ellipsoid took; null when that does not settle.</summary>
    private static Candidate? Iterate(double beta1, double beta2, double longitude)
    {
        var spherical = longitude;
        var previous = double.MaxValue;
        for (var step = 0; step < FixedPointSteps && spherical < Math.PI; step++)
        {
            var candidate = FromSphere(beta1, beta2, spherical);
            var error = Math.Abs(candidate.Longitude - longitude);
            if (error <= 1e-16 || (error < 1e-14 && error >= previous))
            {
                return candidate;
            }

            if (error > previous)
            {
                return null;
            }

            previous = error;
            spherical = longitude + candidate.SphericalLongitude - candidate.Longitude;
        }

        return null;
    }

    private static Candidate AlongEquator(double longitude)
    {
        var sigma = longitude / (1 - Wgs84.Flattening);
        return new Candidate(1, 0, 1, 0, 0, sigma, 1, 0, sigma, longitude);
    }

    private static Candidate FromSphere(double beta1, double beta2, double spherical)
    {
        var (sin1, cos1) = Math.SinCos(beta1);
        var (sin2, cos2) = Math.SinCos(beta2);
        var half = Math.Sin(spherical / 2);
        var east = cos2 * Math.Sin(spherical);
        // cos β1 sin β2 − sin β1 cos β2 cos ω, written so that it keeps its digits for near places.
        var north = Math.Sin(beta2 - beta1) + 2 * sin1 * cos2 * half * half;
        var norm = Geodesic.Hypot(east, north);
        return norm == 0 ? Hybrid(beta1, beta2, 0, 1) : Hybrid(beta1, beta2, east / norm, north / norm);
    }

    private static Candidate Bisect(double beta1, double beta2, double longitude)
    {
        double low = 0,
            high = Math.PI;
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = (low + high) / 2;
            if (Hybrid(beta1, beta2, Math.Sin(middle), Math.Cos(middle)).Longitude < longitude)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Hybrid(beta1, beta2, Math.Sin(high), Math.Cos(high));
    }

    /// <summary>Follows the geodesic that leaves at α1 up to where it climbs through the second latitude.</summary>
    private static Candidate Hybrid(double beta1, double beta2, double sinAlpha1, double cosAlpha1)
    {
        var (sin1, cos1) = Math.SinCos(beta1);
        var (sin2, cos2) = Math.SinCos(beta2);
        var sinAlpha0 = sinAlpha1 * cos1;
        var cosAlpha0 = Geodesic.Hypot(cosAlpha1, sinAlpha1 * sin1);
        var sinAlpha2 = cos2 == cos1 ? sinAlpha1 : sinAlpha0 / cos2;
        // cos²β2 − cos²β1, from whichever function keeps its digits here.
        var gained = cos1 < -sin1 ? (cos2 - cos1) * (cos2 + cos1) : (sin1 - sin2) * (sin1 + sin2);
        var squared = cosAlpha1 * cosAlpha1 * cos1 * cos1 + gained;
        var cosAlpha2 = Math.Sqrt(Math.Max(0, squared)) / cos2;
        var sigma1 = Math.Atan2(sin1, cosAlpha1 * cos1);
        var sigma2 = Math.Atan2(sin2, cosAlpha2 * cos2);
        var omega1 = Math.Atan2(sinAlpha0 * sin1, cosAlpha1 * cos1);
        var omega2 = Math.Atan2(sinAlpha0 * sin2, cosAlpha2 * cos2);
        var spherical = omega2 - omega1;
        if (spherical < 0)
        {
            spherical += 2 * Math.PI;
        }

        var arc = new AuxiliaryArc(sinAlpha0, cosAlpha0);
        var longitude = spherical + arc.Correction(sigma2) - arc.Correction(sigma1);
        return new Candidate(
            sinAlpha1,
            cosAlpha1,
            sinAlpha2,
            cosAlpha2,
            sigma1,
            sigma2,
            sinAlpha0,
            cosAlpha0,
            spherical,
            longitude
        );
    }

    private static GeodesicLine Orient(Candidate line, bool swapped, bool mirrored, bool westward)
    {
        var (sin1, cos1, sin2, cos2) = (line.SinAlpha1, line.CosAlpha1, line.SinAlpha2, line.CosAlpha2);
        var length = Math.Max(0, line.Length);
        if (length < 1e-9)
        {
            return new GeodesicLine(0, 0, 0);
        }

        if (swapped)
        {
            (sin1, cos1, sin2, cos2) = (sin2, cos2, sin1, cos1);
        }

        // Mirroring at the equator and walking the line backwards each turn north into south.
        var northSign = swapped != mirrored ? -1 : 1;
        var eastSign = westward ? -1 : 1;
        return new GeodesicLine(
            length,
            Azimuth(eastSign * sin1, northSign * cos1),
            Azimuth(eastSign * sin2, northSign * cos2)
        );
    }

    private static double Azimuth(double sin, double cos)
    {
        var degrees = Math.Atan2(sin, cos) / Degree;
        return degrees < 0 ? degrees + 360 : degrees + 0.0;
    }
}
