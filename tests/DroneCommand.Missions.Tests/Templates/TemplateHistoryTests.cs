using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Tests.Templates;

public class TemplateHistoryTests
{
    private readonly TemplateHistory history = new();

    [Fact]
    public void Contents_that_change_without_the_version_are_named_at_its_line()
    {
        Watch("version: 4").Should().BeEmpty();

        var problem = Watch("version: 4", changed: true).Should().ContainSingle().Subject;

        (problem.File, problem.Line, problem.Column).Should().Be(("full.yaml", 2, 10));
        problem.Reason.Should().Be("'version' is still 4 although the template says something else now: raise it to 5");
    }

    [Fact]
    public void It_is_told_until_the_version_is_raised_or_the_file_is_as_before()
    {
        Watch("version: 4");
        Watch("version: 4", changed: true).Should().NotBeEmpty();
        Watch("version: 4", changed: true).Should().NotBeEmpty();

        Watch("version: 4").Should().BeEmpty();
        Watch("version: 5", changed: true).Should().BeEmpty();
    }

    [Fact]
    public void A_version_that_goes_back_is_named()
    {
        Watch("version: 4");

        Watch("version: 3", changed: true)
            .Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("'version' went back from 4 to 3: raise it to 5");
    }

    [Fact]
    public void A_template_stays_usable()
    {
        Watch("version: 4");

        history.Watch(Library("version: 4", changed: true)).Templates.Should().ContainSingle();
    }

    [Fact]
    public void A_plan_tells_how_its_template_differs_now()
    {
        var stamp = Library("version: 4").Templates[0].Stamp;

        stamp.WhyChanged(Library("version: 4").Templates[0]).Should().BeNull();
        stamp
            .WhyChanged(Library("version: 5", changed: true).Templates[0])
            .Should()
            .Be("planned with version 4, the file is now version 5");
        stamp
            .WhyChanged(Library("version: 4", changed: true).Templates[0])
            .Should()
            .Be("planned with version 4; the file says something else since, under the same version");
        stamp.WhyChanged(null).Should().Be("planned with version 4; the template is gone");
    }

    private IReadOnlyList<TemplateProblem> Watch(string version, bool changed = false) =>
        history.Watch(Library(version, changed)).Problems;

    private static TemplateLibrary Library(string version, bool changed = false)
    {
        var text = FullTemplate.Text.Replace("version: 4", version, StringComparison.Ordinal);
        text = changed ? text.Replace("default: 35", "default: 36", StringComparison.Ordinal) : text;
        return new TemplateLibrary([TemplateReader.Read(text, "full.yaml").Template!], []);
    }
}
