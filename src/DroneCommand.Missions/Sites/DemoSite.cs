namespace DroneCommand.Missions.Sites;

/// <summary>The demo's site, which lies beside the program: an invented fenced industrial campus.</summary>
public static class DemoSite
{
    /// <summary>Its <see cref="Site.Id"/>.</summary>
    public const string Id = "harbour-works";

    /// <summary>Where its file lies.</summary>
    public static string FilePath { get; } =
        Path.Combine(AppContext.BaseDirectory, "Sites", "Demo", "harbour-works.geojson");

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">The file was changed and no longer holds a site.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Site Load()
    {
        var result = SiteReader.Read(File.ReadAllText(FilePath), Path.GetFileName(FilePath));
        return result.Site ?? throw new InvalidDataException(string.Join(Environment.NewLine, result.Problems));
    }
}
