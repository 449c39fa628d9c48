using System.Xml.Linq;
using DroneCommand.Fleet.Tests.Support;

namespace DroneCommand.Fleet.Tests.Architecture;

/// <summary>References point one way: Console → Fleet → Missions → Mavlink; Simulator → Missions, Mavlink.</summary>
public sealed class ReferencesTests
{
    private static readonly string[] Projects =
    [
        .. new[] { "src", "sitl" }
            .SelectMany(room =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.csproj", SearchOption.AllDirectories)
            )
            .Select(Path.GetFileNameWithoutExtension)
            .OfType<string>(),
    ];

    private static string FileOf(string project) =>
        Directory
            .EnumerateFiles(Repository.Root, $"{project}.csproj", SearchOption.AllDirectories)
            .Single(file => !file.Contains("node_modules"));

    /// <summary>References of the compiled kind; what is only built beside (ReferenceOutputAssembly=false) knows nothing.</summary>
    private static IEnumerable<string> References(string project, string kind) =>
        XDocument
            .Load(FileOf(project))
            .Descendants(kind)
            .Where(reference =>
                (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
                && (string?)reference.Element("ReferenceOutputAssembly") != "false"
            )
            .Select(reference => (string)reference.Attribute("Include")!)
            .Select(include => kind == "ProjectReference" ? Path.GetFileNameWithoutExtension(include) : include);

    private static HashSet<string> Reachable(string project)
    {
        var seen = new HashSet<string>();
        var left = new Queue<string>([project]);
        while (left.TryDequeue(out var next))
        {
            foreach (var reference in References(next, "ProjectReference").Where(seen.Add))
            {
                left.Enqueue(reference);
            }
        }
        return seen;
    }

    private static IEnumerable<string> Packages(string project) =>
        Reachable(project).Append(project).SelectMany(known => References(known, "PackageReference"));

    [Theory]
    [InlineData("DroneCommand.Mavlink", "")]
    [InlineData("DroneCommand.Missions", "DroneCommand.Mavlink")]
    [InlineData("DroneCommand.Fleet", "DroneCommand.Mavlink DroneCommand.Missions")]
    [InlineData("DroneCommand.Simulator", "DroneCommand.Mavlink DroneCommand.Missions")]
    public void A_room_knows_only_the_rooms_below_it(string room, string below)
    {
        Projects.Should().Contain(room);

        Reachable(room)
            .Where(project => !project.EndsWith("Generators", StringComparison.Ordinal))
            .Should()
            .BeSubsetOf(below.Split(' '));
    }

    [Theory]
    [InlineData("DroneCommand.Mavlink")]
    [InlineData("DroneCommand.Missions")]
    [InlineData("DroneCommand.Simulator")]
    public void Rooms_below_the_fleet_know_nothing_of_Orleans_and_of_the_database(string room) =>
        Packages(room)
            .Should()
            .NotContain(package => package.Contains("Orleans") || package.Contains("EntityFramework"));

    [Fact]
    public void Nobody_refers_to_the_console() =>
        Projects.Where(project => Reachable(project).Contains("DroneCommand.Console")).Should().BeEmpty();

    [Fact]
    public void The_missions_room_has_no_clock_and_no_socket()
    {
        string[] forbidden = ["TimeProvider", "System.Net.Sockets", "DateTimeOffset.UtcNow", "Environment.TickCount"];
        var folder = Path.Combine(Repository.Root, "src", "DroneCommand.Missions");
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(IsOurs);

        files
            .SelectMany(file => forbidden.Where(File.ReadAllText(file).Contains).Select(word => $"{file}: {word}"))
            .Should()
            .BeEmpty();
    }

    internal static bool IsOurs(string file) =>
        !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")
        && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}")
        && !file.Contains("node_modules");
}
