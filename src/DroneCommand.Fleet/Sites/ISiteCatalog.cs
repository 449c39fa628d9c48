using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Fleet.Sites;

/// <summary>The sites that this server protects, as read at its start.</summary>
public interface ISiteCatalog
{
    /// <summary>The site that pages open with.</summary>
    Site Default { get; }

    IReadOnlyList<Site> Sites { get; }

    /// <summary>Null when there is no such site.</summary>
    Site? Find(string siteId);

    /// <summary>The GeoJSON file that a site was read from.</summary>
    string FileOf(string siteId);
}

/// <summary>A site file that cannot be used; the message names file, line and reason.</summary>
public sealed class SiteUnusableException(string message) : Exception(message);

/// <summary>Reads each site once; a file that is wrong keeps the server from starting, with its places named.</summary>
public sealed class SiteCatalog : ISiteCatalog
{
    private readonly Dictionary<string, (Site Site, string File)> byId = [];

    /// <param name="files">GeoJSON files; the first is the default site.</param>
    /// <param name="terrain">Files of the ground's heights under the sites; none takes it for flat.</param>
    /// <exception cref="SiteUnusableException">A file cannot be read or does not hold what it should.</exception>
    public SiteCatalog(IReadOnlyList<string> files, params IReadOnlyList<string> terrain)
    {
        var ground = TerrainReader.ReadAll(terrain.Select(file => (file, Terrain(file))));
        if (ground.Problems.Count > 0)
        {
            throw new SiteUnusableException(string.Join("; ", ground.Problems));
        }
        foreach (var file in files)
        {
            var flat = Read(file);
            var site = ground.Terrain is { } heights ? flat.Over(heights) : flat;
            if (!byId.TryAdd(site.Id, (site, file)))
            {
                throw new SiteUnusableException($"{file}: another site file has the id '{site.Id}' too");
            }
        }
        Sites = [.. byId.Values.Select(known => known.Site)];
    }

    public Site Default => Sites[0];

    public IReadOnlyList<Site> Sites { get; }

    public Site? Find(string siteId) => byId.TryGetValue(siteId, out var known) ? known.Site : null;

    public string FileOf(string siteId) => byId[siteId].File;

    private static byte[] Terrain(string file)
    {
        try
        {
            return new FileInfo(file).Length <= TerrainReader.MaxBytes
                ? File.ReadAllBytes(file)
                : throw new SiteUnusableException($"terrain file {file} is larger than {TerrainReader.MaxBytes} bytes");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SiteUnusableException($"terrain file {file} cannot be read: {unreadable.Message}");
        }
    }

    private static Site Read(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SiteUnusableException($"site file {file} cannot be read: {unreadable.Message}");
        }
        var result = SiteReader.Read(text, Path.GetFileName(file));
        return result.Site ?? throw new SiteUnusableException(string.Join("; ", result.Problems.Take(3)));
    }
}
