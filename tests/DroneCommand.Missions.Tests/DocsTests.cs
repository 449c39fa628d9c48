using System.Text.RegularExpressions;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests;

/// <summary>What docs/missions.md shows is what the readers take.</summary>
public partial class DocsTests
{
    private static readonly string Page = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "docs", "missions.md")
    );

    [Fact]
    public void The_examples_are_read_and_planned()
    {
        var template = TemplateReader.Read(Block("yaml"), "night-patrol.yaml");
        var site = SiteReader.Read(Block("json"), "depot-7.geojson");
        template.Problems.Should().BeEmpty();
        site.Problems.Should().BeEmpty();

        var plan = MissionPlanner.Plan(
            template.Template!,
            new Dictionary<string, string>(),
            site.Site!,
            VehicleClass.Copter,
            site.Site!.FindDock("Roof")!.Position
        );

        plan.Problems.Should().BeEmpty();
    }

    [Fact]
    public void Every_kind_of_feature_and_of_mission_is_described()
    {
        foreach (var word in SiteWords.KindNames.Concat(MissionKinds.Names))
        {
            Page.Should().Contain($"| `{word}` |");
        }
    }

    [Fact]
    public void Every_property_and_parameter_is_described()
    {
        var properties = Enum.GetValues<SiteFeatureKind>().SelectMany(SiteWords.PropertiesOf);
        var parameters = MissionKinds.All.SelectMany(kind => kind.AllParameters).Select(known => known.Name);
        foreach (var word in properties.Concat(parameters))
        {
            Page.Should().Contain($"`{word}`");
        }
    }

    private static string Block(string language) =>
        Fence().Matches(Page).Single(match => match.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
