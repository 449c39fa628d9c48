using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// The vehicle's files: in memory, so that no path of a client leads to this machine's disk, with the parameters as a file
/// that is made when it is opened.
/// </summary>
/// <param name="parameters">What <c>@PARAM/param.pck</c> is made of.</param>
/// <param name="files">
/// Contents by path without a leading slash; folders end with a slash and hold nothing. They outlive a reboot.
/// </param>
/// <param name="plans">What lies in <c>@MISSION</c>.</param>
internal sealed class FileStore(ParameterTable parameters, Dictionary<string, byte[]> files, PlanFiles plans)
{
    /// <summary>The simulated card is small.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>The real one announces this many bytes per parameter without counting them.</summary>
    private const int BytesPerParameter = 12;

    /// <summary>The contents of a file, or null when there is none.</summary>
    public byte[]? Open(string path, bool creates)
    {
        if (IsPacked(path, out var withDefaults))
        {
            return creates ? null : ParameterPack.Of(parameters, withDefaults);
        }

        if (plans.At(path) is { } plan)
        {
            return creates ? [] : PlanFiles.Read(plan);
        }

        if (creates)
        {
            return path.StartsWith('@') ? null : (files[Plain(path)] = []);
        }

        return path.EndsWith('/') ? null : files.GetValueOrDefault(Plain(path));
    }

    public int AnnouncedSize(string path, byte[] bytes) =>
        IsPacked(path, out _) ? parameters.InOrder.Count * BytesPerParameter
        : plans.At(path) is not null ? PlanFiles.AnnouncedSize
        : bytes.Length;

    public void Save(string path, byte[] bytes)
    {
        if (plans.At(path) is { } plan)
        {
            PlanFiles.Write(plan, bytes);
        }
        else
        {
            files[Plain(path)] = bytes;
        }
    }

    public bool MakeFolder(string path) => files.TryAdd(Plain(path) + "/", []);

    public bool Remove(string path) => files.Remove(Plain(path)) || files.Remove(Plain(path) + "/");

    public bool Rename(string from, string to)
    {
        if (!files.Remove(Plain(from), out var bytes))
        {
            return false;
        }

        files[Plain(to)] = bytes;
        return true;
    }

    /// <summary>What lies in a folder; null when there is no such folder.</summary>
    public IReadOnlyList<FileEntry>? Entries(string folder)
    {
        var prefix = Plain(folder);
        prefix = prefix.Length == 0 ? "" : prefix + "/";
        var inside = files.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (inside.Count == 0 && prefix.Length > 0)
        {
            return null;
        }

        return
        [
            .. inside
                .Select(f => EntryOf(f.Key[prefix.Length..], f.Value.Length))
                .Where(e => e.Name.Length > 0)
                .DistinctBy(e => e.Name)
                .OrderBy(e => e.Name, StringComparer.Ordinal),
        ];
    }

    private static FileEntry EntryOf(string rest, int size)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new FileEntry(rest, Folder: false, size) : new FileEntry(rest[..slash], Folder: true, 0);
    }

    private static string Plain(string path) => path.Trim('/') is "." ? "" : path.Trim('/');

    private static bool IsPacked(string path, out bool withDefaults)
    {
        var plain = path.TrimStart('/');
        var query = plain.IndexOf('?', StringComparison.Ordinal);
        withDefaults = query >= 0 && plain[query..].Contains("withdefaults=1", StringComparison.Ordinal);
        return (query < 0 ? plain : plain[..query]) == PackedParameters.Path;
    }
}
