namespace DroneCommand.Benchmarks;

/// <summary>Instances that may lie in a folder 'shared' beside the repository. Benchmarks also make their own.</summary>
internal static class SharedFiles
{
    /// <summary>The files of a folder, by name; none when it is not there.</summary>
    public static IReadOnlyList<string> In(string relative, string pattern)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relative);
            if (Directory.Exists(path))
            {
                return [.. Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal)];
            }
        }

        return [];
    }
}
