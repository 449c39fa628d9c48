namespace DroneCommand.FlightCards.Tests;

/// <summary>Files of the repository that this build is of.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Flights { get; } = Path.Combine(Root, "sitl", "flights");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DroneCommand.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("the tests run within the repository");
    }
}
