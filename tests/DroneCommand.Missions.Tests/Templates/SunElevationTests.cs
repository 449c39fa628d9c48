using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Tests.Templates;

public class SunElevationTests
{
    [Fact]
    public void Over_the_pole_it_is_the_declination_of_Meeus_example_25a()
    {
        // Astronomical Algorithms, 2nd edition, example 25.a: 1992 October 13 at 0h TD, apparent declination -7.78507°.
        At("1992-10-13T00:00:00Z", 90, 0).Should().BeApproximately(-7.78507, 0.01);
    }

    [Fact]
    public void It_agrees_with_the_example_of_the_solar_position_algorithm()
    {
        // Reda and Andreas, NREL/TP-560-34302, appendix A.5: topocentric elevation without refraction 39.872046°.
        At("2003-10-17T19:30:30Z", 39.742476, -105.1786).Should().BeApproximately(39.872046, 0.02);
    }

    [Theory]
    [InlineData("2024-06-21T03:43:00Z", 51.5074, -0.1278)]
    [InlineData("2024-06-21T20:21:30Z", 51.5074, -0.1278)]
    [InlineData("2024-12-21T08:03:30Z", 51.5074, -0.1278)]
    [InlineData("2024-12-21T15:53:30Z", 51.5074, -0.1278)]
    public void At_the_printed_times_of_sunrise_and_sunset_it_stands_at_the_horizon(
        string time,
        double lat,
        double lon
    ) => At(time, lat, lon).Should().BeApproximately(SunElevation.HorizonDeg, 0.15);

    [Theory]
    [InlineData(Daylight.Day, "2024-06-21T12:00:00Z", null)]
    [InlineData(
        Daylight.Day,
        "2024-06-21T03:30:00Z",
        "it is too dark: the template asks for daylight, and the sun stands "
    )]
    [InlineData(Daylight.CivilTwilight, "2024-06-21T03:30:00Z", null)]
    [InlineData(
        Daylight.CivilTwilight,
        "2024-06-21T00:30:00Z",
        "it is too dark: the template asks for daylight or civil twilight"
    )]
    [InlineData(Daylight.Any, "2024-12-21T00:00:00Z", null)]
    public void What_a_template_asks_for_is_compared_with_it(Daylight light, string time, string? reason)
    {
        var why = SunElevation.WhyTooDark(light, new GeoPoint(51.5074, -0.1278), Parse(time));

        if (reason is null)
        {
            why.Should().BeNull();
        }
        else
        {
            why.Should().StartWith(reason);
        }
    }

    private static double At(string time, double latitude, double longitude) =>
        SunElevation.At(new GeoPoint(latitude, longitude), Parse(time));

    private static DateTimeOffset Parse(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
