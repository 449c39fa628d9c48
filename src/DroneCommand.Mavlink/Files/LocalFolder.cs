namespace DroneCommand.Mavlink.Files;

/// <summary>
/// Where files that a vehicle names are written. What it calls them is not to be trusted: no name leads out of the folder,
/// be it absolute, by <c>..</c>, or through a link that lies in it.
/// </summary>
public static class LocalFolder
{
    /// <summary>The path of a file by that name within the folder.</summary>
    /// <exception cref="UnauthorizedAccessException">It would lie elsewhere.</exception>
    public static string Within(string folder, string name)
    {
        var root = Path.GetFullPath(folder);
        var relative = name.Replace('\\', '/');
        if (relative.Length == 0 || Path.IsPathRooted(relative) || relative.Any(char.IsControl))
            throw new UnauthorizedAccessException($"'{Shown(name)}' is no name of a file in {folder}");
        var path = root;
        foreach (var part in relative.Split('/'))
        {
            if (part is "" or "." or ".." || part.Contains(':'))
                throw new UnauthorizedAccessException($"'{Shown(name)}' leads out of {folder}");
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget != null)
                throw new UnauthorizedAccessException($"'{Shown(name)}' leads over a link");
        }
        return path;
    }

    private static string Shown(string name) => string.Concat(name.Where(c => !char.IsControl(c)));
}
