namespace DroneCommand.Mavlink.Tests;

/// <summary>Vectors and recordings that may lie in a folder 'shared' beside the repository. Tests pass without them.</summary>
internal static class SharedData
{
    /// <summary>The folder of the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The file's path, or null when it is not there.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path))
                return path;
        }
        return null;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DroneCommand.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        return folder.FullName;
    }
}
