using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Sites;

/// <summary>Places of a drawn shape, or what is wrong with its text.</summary>
/// <param name="Places">In drawing order; empty when there is a fault.</param>
/// <param name="Fault">Null when there is none.</param>
public sealed record DrawnPlacesResult(IReadOnlyList<GeoPoint> Places, string? Fault);

/// <summary>A shape that was drawn on the map, as the value of a parameter: 'lat,lon lat,lon …' in degrees; rings are not closed.</summary>
public static class DrawnPlaces
{
    /// <summary>The most places that a drawn shape has.</summary>
    public const int MaxPlaces = 500;

    private const double MaxLatitudeDeg = 85;

    /// <summary>Null for what is no drawing but a name.</summary>
    public static DrawnPlacesResult? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !words[0].Contains(',', StringComparison.Ordinal) || PlaceOf(words[0]) is null)
        {
            return null;
        }

        if (words.Length > MaxPlaces)
        {
            return new([], $"A drawn shape has at most {MaxPlaces} places, not {words.Length}.");
        }

        var places = new List<GeoPoint>();
        foreach (var word in words)
        {
            if (PlaceOf(word) is not { IsValid: true } place || Math.Abs(place.LatitudeDeg) > MaxLatitudeDeg)
            {
                return new([], $"'{word}' is no place: LATITUDE,LONGITUDE in degrees, within 85° of the equator.");
            }

            if (places.Count > 0 && Math.Abs(place.LongitudeDeg - places[^1].LongitudeDeg) > 180)
            {
                return new([], "The drawn shape crosses the 180th meridian; draw its parts apart.");
            }

            places.Add(place);
        }

        return new(places, null);
    }

    /// <summary>The text of a drawn shape.</summary>
    public static string Format(IEnumerable<GeoPoint> places) =>
        string.Join(
            ' ',
            places.Select(place =>
                FormattableString.Invariant($"{place.LatitudeDeg:0.#######},{place.LongitudeDeg:0.#######}")
            )
        );

    private static GeoPoint? PlaceOf(string word) =>
        word.Split(',') is [var latitude, var longitude]
        && Numbers.TryParse(latitude, out var north)
        && Numbers.TryParse(longitude, out var east)
            ? new GeoPoint(north, east)
            : null;
}
