using DroneCommand.Mavlink.Generator;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>The repository's definition tables as the generator understands them.</summary>
internal static class Definitions
{
    private static readonly Lazy<(Dialect Dialect, IReadOnlyList<Problem> Problems)> Read = new(Load);

    public static Dialect Dialect => Read.Value.Dialect;

    public static IReadOnlyList<Problem> Problems => Read.Value.Problems;

    public static string Folder => Path.Combine(SharedData.Repository, "src", "DroneCommand.Mavlink", "Definitions");

    private static (Dialect, IReadOnlyList<Problem>) Load()
    {
        var problems = new List<Problem>();
        var files = Directory.EnumerateFiles(Folder, "*.mavdef").Select(path => (path, File.ReadAllText(path)));
        return (DialectGenerator.Read(files, problems), problems);
    }
}
