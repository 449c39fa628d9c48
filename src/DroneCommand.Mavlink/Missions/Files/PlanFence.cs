using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>A <c>.plan</c>'s fence: polygons, circles and a place to return to, which are items on the wire.</summary>
internal sealed class PlanFence(FileProblems problems)
{
    private readonly List<MissionItem> _items = [];

    public IReadOnlyList<MissionItem> Read(JsonCursor fence)
    {
        fence.NameOthers("version", "polygons", "circles", "breachReturn");
        foreach (var polygon in fence.Find("polygons")?.Elements() ?? [])
            ReadPolygon(polygon);
        foreach (var circle in fence.Find("circles")?.Elements() ?? [])
            ReadCircle(circle);
        if (fence.Find("breachReturn")?.Place() is { } place)
            _items.Add(
                new MissionItem
                {
                    Command = MavCmd.NavFenceReturnPoint,
                    Position = place.Point,
                    AltitudeMetres = place.Altitude,
                }
            );
        return _items;
    }

    /// <summary>Writes the members of the fence.</summary>
    public void Write(Utf8JsonWriter json, IReadOnlyList<MissionItem> items)
    {
        json.WriteStartArray("circles");
        foreach (var item in items.Where(IsCircle))
            WriteCircle(json, item);
        json.WriteEndArray();
        json.WriteStartArray("polygons");
        for (var i = 0; i < items.Count; )
            i += WritePolygon(json, items, i);
        json.WriteEndArray();
        if (items.FirstOrDefault(i => i.Command == MavCmd.NavFenceReturnPoint) is { Position: { } point } back)
        {
            json.WriteStartArray("breachReturn");
            json.WriteNumberValue(point.LatitudeDeg);
            json.WriteNumberValue(point.LongitudeDeg);
            json.WriteNumberValue(back.AltitudeMetres);
            json.WriteEndArray();
        }
        json.WriteNumber("version", 2);
    }

    private void ReadPolygon(JsonCursor polygon)
    {
        polygon.NameOthers("version", "polygon", "inclusion");
        var corners = polygon.Need("polygon")?.Elements().Select(c => c.Place()).ToList() ?? [];
        if (polygon.Find("polygon") is { } list && corners.Count < 3)
            problems.Wrong(list.Path, $"{corners.Count} corners are no area");
        if (Keeps(polygon) is not { } inside || corners.Contains(null))
            return;
        foreach (var corner in corners.Select(c => c!.Value.Point))
            _items.Add(
                inside
                    ? MissionItem.FenceInclusion(corner, corners.Count)
                    : MissionItem.FenceExclusion(corner, corners.Count)
            );
    }

    private void ReadCircle(JsonCursor circle)
    {
        circle.NameOthers("version", "circle", "inclusion");
        var centre = circle.Need("circle")?.Need("center")?.Place();
        var radius = circle.Find("circle")?.Need("radius")?.Number();
        if (radius <= 0)
            problems.Wrong(circle.Path + ".circle.radius", "should be above 0");
        if (Keeps(circle) is not { } inside || centre is not { } place || radius is not { } metres)
            return;
        _items.Add(
            new MissionItem
            {
                Command = inside ? MavCmd.NavFenceCircleInclusion : MavCmd.NavFenceCircleExclusion,
                Frame = MavFrame.Global,
                Position = place.Point,
                Param1 = (float)metres,
            }
        );
    }

    // Programs differ in what they take a missing one for, and it is the difference between inside and outside.
    private static bool? Keeps(JsonCursor area) => area.Need("inclusion")?.Flag();

    private static bool IsCircle(MissionItem item) =>
        item.Command is MavCmd.NavFenceCircleInclusion or MavCmd.NavFenceCircleExclusion && item.Position != null;

    private static void WriteCircle(Utf8JsonWriter json, MissionItem item)
    {
        json.WriteStartObject();
        json.WriteStartObject("circle");
        json.WriteStartArray("center");
        WritePoint(json, item.Position!.Value);
        json.WriteEndArray();
        json.WriteNumber("radius", item.Param1);
        json.WriteEndObject();
        json.WriteBoolean("inclusion", item.Command == MavCmd.NavFenceCircleInclusion);
        json.WriteNumber("version", 1);
        json.WriteEndObject();
    }

    /// <summary>Writes the polygon that begins at an item, if one does; how many items that were.</summary>
    private int WritePolygon(Utf8JsonWriter json, IReadOnlyList<MissionItem> items, int first)
    {
        var command = items[first].Command;
        if (command is not (MavCmd.NavFencePolygonVertexInclusion or MavCmd.NavFencePolygonVertexExclusion))
            return 1;
        var count = (int)items[first].Param1;
        var corners = items.Skip(first).Take(Math.Max(count, 1)).ToList();
        if (count < 3 || corners.Count < count || corners.Any(c => c.Command != command || c.Position == null))
        {
            problems.Lost($"fence item {first + 1}", "a corner of no whole polygon");
            return 1;
        }
        json.WriteStartObject();
        json.WriteBoolean("inclusion", command == MavCmd.NavFencePolygonVertexInclusion);
        json.WriteStartArray("polygon");
        foreach (var corner in corners)
        {
            json.WriteStartArray();
            WritePoint(json, corner.Position!.Value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumber("version", 1);
        json.WriteEndObject();
        return count;
    }

    private static void WritePoint(Utf8JsonWriter json, GeoPoint point)
    {
        json.WriteNumberValue(point.LatitudeDeg);
        json.WriteNumberValue(point.LongitudeDeg);
    }
}
