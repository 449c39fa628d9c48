using DroneCommand.Missions.Patrols;

namespace DroneCommand.Missions.Tests.Patrols;

public class PatrolGraphReaderTests
{
    private const string Good = """
        {
          "nodes": [{ "id": 3, "x": 0, "y": 0 }, { "id": 5, "x": 2, "y": 0 }, { "id": 9, "x": 4, "y": 0 }],
          "edges": [{ "a": 3, "b": 5, "length_m": 2.5 }, { "a": 5, "b": 9, "length_m": 2 }]
        }
        """;

    [Fact]
    public void A_graph_is_read_with_its_ids()
    {
        var graph = PatrolGraphReader.Read(Good, "graph.json").Graph!;

        graph.Ids.Should().Equal(3, 5, 9);
        graph.Distance(0, 2).Should().BeApproximately(4.5, 1e-12);
        PatrolGraphReader.IsGraph(Good).Should().BeTrue();
        PatrolGraphReader.IsGraph("{").Should().BeFalse();
    }

    [Theory]
    [InlineData("\"nodes\"", "\"points\"", "'nodes' must be a list")]
    [InlineData("\"id\": 5", "\"id\": 3", "stands here twice")]
    [InlineData("\"id\": 5", "\"id\": 5.5", "whole number")]
    [InlineData("\"a\": 5", "\"a\": 6", "6 is no node")]
    [InlineData("\"length_m\": 2.5", "\"length_m\": -1", "a number from 0")]
    [InlineData("\"length_m\": 2.5", "\"metres\": 1", "'length_m' is missing")]
    [InlineData(", { \"a\": 5, \"b\": 9, \"length_m\": 2 }", "", "do not link all nodes")]
    [InlineData("]\n}", "}", "is not JSON")]
    public void What_is_wrong_is_named_with_its_place(string right, string wrong, string reason)
    {
        var text = Good.Replace(right, wrong, StringComparison.Ordinal);

        var result = PatrolGraphReader.Read(text, "graph.json");

        result.Graph.Should().BeNull();
        result.Problems.Should().Contain(p => p.Reason.Contains(reason) && p.Line > 0 && p.Column > 0);
    }
}
