namespace DroneCommand.Fleet.Tests.Support;

/// <summary>Where the working copy lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DroneCommand.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("these tests run from a working copy");
    }
}
