using System.Text.Json;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Patrols;

/// <summary>A graph, or why there is none.</summary>
/// <param name="Graph">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a graph.</param>
public sealed record PatrolGraphReadResult(PatrolGraph? Graph, IReadOnlyList<SiteProblem> Problems);

/// <summary>
/// Reads a patrol graph from JSON: 'nodes' with 'id', and 'edges' with 'a', 'b' and 'length_m'. Such a file has no place
/// on earth; other keys are notes.
/// </summary>
public static class PatrolGraphReader
{
    private const double MaxEdgeMetres = 1e6;

    /// <summary>True when the text looks like a graph rather than a map.</summary>
    public static bool IsGraph(string json)
    {
        try
        {
            var root = PlacedJsonReader.Read(json);
            return root.Find("nodes") is not null && root.Find("edges") is not null;
        }
        catch (PlacedJsonException)
        {
            // What it is instead, and where it goes wrong, is for the reader of the other kind to say.
            return false;
        }
    }

    /// <summary>Reads a graph, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    public static PatrolGraphReadResult Read(string json, string fileName)
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var graph = ReadDocument(PlacedJsonReader.Read(json), context);
            return context.Problems.Count == 0 ? new(graph, []) : new(null, context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new(null, [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    private static PatrolGraph? ReadDocument(PlacedJson root, SiteReadContext context)
    {
        if (Items(root, "nodes", context) is not { } nodes || Items(root, "edges", context) is not { } edges)
        {
            return null;
        }

        if (nodes.Count is 0 or > PatrolGraph.MaxNodes)
        {
            context.Add(root.Find("nodes")!, "nodes", $"has {nodes.Count}; 1 to {PatrolGraph.MaxNodes} are planned");
            return null;
        }

        var ids = ReadIds(nodes, context);
        var read = edges.Select(edge => ReadEdge(edge, ids, context)).ToList();
        if (context.Problems.Count > 0)
        {
            return null;
        }

        var graph = PatrolGraph.Of([.. ids], read);
        if (!graph.IsConnected)
        {
            context.Add(root.Find("edges")!, "edges", "do not link all nodes: some cannot be reached from others");
        }

        return graph;
    }

    private static IReadOnlyList<PlacedJson>? Items(PlacedJson root, string key, SiteReadContext context)
    {
        if (root.Find(key) is { Type: JsonTokenType.StartArray } node)
        {
            return node.Items;
        }

        context.Add(root.Find(key) ?? root, "file", $"'{key}' must be a list of objects");
        return null;
    }

    private static HashSet<int> ReadIds(IReadOnlyList<PlacedJson> nodes, SiteReadContext context)
    {
        var ids = new HashSet<int>();
        foreach (var node in nodes)
        {
            if (Id(node, "id", context) is { } id && !ids.Add(id))
            {
                context.Add(node, "node", $"{id} stands here twice");
            }
        }

        return ids;
    }

    private static (int From, int To, double Metres) ReadEdge(
        PlacedJson edge,
        HashSet<int> ids,
        SiteReadContext context
    )
    {
        var (from, to) = (Id(edge, "a", context), Id(edge, "b", context));
        var metres = context.Number(edge, "length_m", "edge", true, 0, MaxEdgeMetres);
        foreach (var end in new[] { from, to }.Where(end => end is { } id && !ids.Contains(id)))
        {
            context.Add(edge, "edge", $"{end} is no node");
        }

        return (from ?? 0, to ?? 0, metres ?? 0);
    }

    private static int? Id(PlacedJson owner, string key, SiteReadContext context)
    {
        var number = context.Number(owner, key, owner.Find("id") is null ? "edge" : "node", true, 0, int.MaxValue);
        if (number is { } value && value != Math.Floor(value))
        {
            context.Add(owner, "id", $"'{key}' must be a whole number");
            return null;
        }

        return (int?)number;
    }
}
