namespace DroneCommand.Missions.Tests.Templates;

public class TemplateLibraryTest
{
    [Fact]
    public void Every_shipped_template_loads()
    {
        Demo.Library.Problems.Should().BeEmpty();
        Demo.Library.Templates.Select(template => template.Id).Should().Equal("checkpoint-round", "perimeter-patrol");
    }
}
