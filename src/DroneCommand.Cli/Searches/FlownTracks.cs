using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Cli.Searches;

/// <summary>Tracks as they were flown, out of recordings and GeoJSON.</summary>
internal static class FlownTracks
{
    /// <summary>A vehicle that moved less than this has not moved: what stands on the ground gathers no track.</summary>
    private const double LeastMetres = 1;

    /// <summary>A longer step is no flight but a gap in the recording.</summary>
    private const double MostMetres = 2_000;

    /// <summary>One list of places for each unbroken track.</summary>
    /// <exception cref="FormatException">A file holds no track.</exception>
    /// <exception cref="IOException">A file is not to be had.</exception>
    public static IReadOnlyList<IReadOnlyList<GeoPoint>> Read(IEnumerable<string> files) =>
        [
            .. files.SelectMany(file =>
                Path.GetExtension(file).Equals(".tlog", StringComparison.OrdinalIgnoreCase)
                    ? OfRecording(file)
                    : OfGeoJson(file)
            ),
        ];

    private static IReadOnlyList<IReadOnlyList<GeoPoint>> OfGeoJson(string file)
    {
        var read = PlaceReader.Lines(File.ReadAllText(file), file);
        return read.Lines.Count > 0 ? read.Lines : throw new FormatException(read.Problems[0].ToString());
    }

    private static List<List<GeoPoint>> OfRecording(string file)
    {
        using var recording = File.OpenRead(file);
        var tracks = new List<List<GeoPoint>>();
        var present = new Dictionary<byte, List<GeoPoint>>();
        TlogReader.Read(
            recording,
            (_, in frame) =>
            {
                // Until it has a position, ArduPilot sends latitude and longitude 0.
                if (!frame.TryRead<GlobalPositionInt>(out var message) || message is { Lat: 0, Lon: 0 })
                    return;
                var place = new GeoPoint(message.Lat / 1e7, message.Lon / 1e7);
                if (place.IsValid)
                    Take(tracks, present, frame.SystemId, place);
            }
        );
        var flown = tracks.Where(track => track.Count > 1).ToList();
        return flown.Count > 0 ? flown : throw new FormatException($"{file}: holds no vehicle that moved");
    }

    private static void Take(
        List<List<GeoPoint>> tracks,
        Dictionary<byte, List<GeoPoint>> present,
        byte system,
        GeoPoint place
    )
    {
        var step = present.TryGetValue(system, out var track) ? Geodesic.Distance(track[^1], place) : double.MaxValue;
        if (step < LeastMetres)
            return;
        if (step > MostMetres)
            tracks.Add(present[system] = track = []);
        track!.Add(place);
    }
}
