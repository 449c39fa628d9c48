namespace DroneCommand.Simulator.Tests.Support;

/// <summary>Recordings that may lie in a folder 'shared' beside the repository. Tests pass without them.</summary>
internal static class SharedData
{
    /// <summary>The file's path, or null when it is not there.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
