using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Tests.Templates;

public sealed class TemplateLibraryTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("templates");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void Every_shipped_template_loads()
    {
        Demo.Library.Problems.Should().BeEmpty();
        Demo.Library.Templates.Select(template => template.Id)
            .Should()
            .Equal(MissionKinds.Names, "each kind has one of its word");
    }

    [Fact]
    public void A_broken_template_is_listed_and_the_others_still_load()
    {
        foreach (var shipped in Directory.GetFiles(TemplateLibrary.ShippedDirectory))
        {
            File.Copy(shipped, Path.Combine(directory.FullName, Path.GetFileName(shipped)));
        }

        File.WriteAllText(Path.Combine(directory.FullName, "broken.yaml"), "format: 1\nkind perimeter\n");
        File.WriteAllText(Path.Combine(directory.FullName, "notes.txt"), "not a template");
        File.WriteAllBytes(Path.Combine(directory.FullName, "binary.yml"), [0xFF, 0x00, 0xFE, 0x01]);
        File.WriteAllText(Path.Combine(directory.FullName, "huge.yaml"), new string('#', 300_000));

        var library = TemplateLibrary.Load(directory.FullName);

        library.Templates.Should().HaveCount(Demo.Library.Templates.Count);
        library.Problems.Select(problem => problem.File).Should().Equal("binary.yml", "broken.yaml", "huge.yaml");
        library.Problems.Single(problem => problem.File == "broken.yaml").Line.Should().BeGreaterThan(1);
    }

    [Fact]
    public void A_missing_directory_is_a_problem_not_an_exception()
    {
        var library = TemplateLibrary.Load(Path.Combine(directory.FullName, "none"));

        library.Templates.Should().BeEmpty();
        library.Problems.Should().ContainSingle().Which.Reason.Should().Be("the directory of templates does not exist");
    }
}
