using System.Text.RegularExpressions;

namespace DroneCommand.Missions.Tests.Geodesy;

/// <summary>Rules on how shapes are handled, held against the sources themselves.</summary>
public partial class SourcesTests
{
    /// <summary>A ring that is not simple is refused; a buffer of nothing would make another shape of it, or never end.</summary>
    [Fact]
    public void No_shape_is_repaired_by_a_buffer_of_nothing()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .ToList();

        sources.Should().HaveCountGreaterThan(300);
        foreach (var file in sources)
        {
            NoBuffer().IsMatch(File.ReadAllText(file)).Should().BeFalse(file);
            Fixer().IsMatch(File.ReadAllText(file)).Should().BeFalse(file);
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DroneCommand.sln")))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException("DroneCommand.sln");
    }

    [GeneratedRegex(@"\.Buffer\(\s*-?0(\.0*)?[dfm]?\s*[,)]")]
    private static partial Regex NoBuffer();

    [GeneratedRegex(@"\bGeometryFixer\b")]
    private static partial Regex Fixer();
}
