using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Reads what QGroundControl's <c>.plan</c> and <c>.waypoints</c> hold as shapes: the way through the navigation items is a
/// line; polygons of surveys and structures are areas, corridors lines; without such an area the fence that keeps in is
/// one. What the fence keeps out is cut out of every area. Rally points and places to look at are places.
/// </summary>
internal sealed class MissionFileReader(ShapeCollector shapes)
{
    private sealed record Candidate(FileElement At, string Name, IReadOnlyList<GeoPoint> Ring);

    /// <summary>NAV_LAST: commands up to it move the vehicle.</summary>
    private const int LastNavigation = 95;

    private readonly List<Candidate> areas = [];

    /// <param name="text">The file.</param>
    /// <param name="json">The same with places, for a .plan; else null.</param>
    public void Read(string text, PlacedJson? json)
    {
        var read = PlanFiles.Read(text);
        foreach (var error in read.Errors)
        {
            shapes.Wrong(At(error.Where, json), error.What);
        }

        if (read.Plan is not { } plan)
        {
            return;
        }

        foreach (var part in read.NotKept)
        {
            shapes.Lose(At(part.Where, json), part.What);
        }

        ReadPatterns(json);
        ReadMission(plan.Mission);
        ReadFence(plan.Fence);
        ReadRally(plan.Rally);
        if (plan.Home is var (home, _))
        {
            shapes.Lose(new FileElement(0, 0, "home"), $"the planned home, {home}: say it with --depot");
        }
    }

    /// <summary>A problem's 'line 3' or 'mission.items[2].params[4]' as a place.</summary>
    private static FileElement At(string where, PlacedJson? json)
    {
        const string Word = "line ";
        if (where.StartsWith(Word, StringComparison.Ordinal))
        {
            var known = int.TryParse(
                where[Word.Length..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var line
            );
            return new FileElement(known ? line : 0, known ? 1 : 0, "file");
        }

        var node = json;
        foreach (var step in where.Split('.', '['))
        {
            var next = step.EndsWith(']') ? Item(node, step[..^1]) : node?.Find(step);
            node = next ?? node;
        }

        return new FileElement(node?.Line ?? 0, node?.Column ?? 0, where);
    }

    private static PlacedJson? Item(PlacedJson? list, string index) =>
        list is not null
        && int.TryParse(index, CultureInfo.InvariantCulture, out var i)
        && i >= 0
        && i < list.Items.Count
            ? list.Items[i]
            : null;

    private void ReadPatterns(PlacedJson? json)
    {
        var items = json?.Find("mission")?.Find("items")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var kind = items[i].Find("complexItemType")?.Text;
            if (items[i].Find("type")?.Text != "ComplexItem" || kind is null)
            {
                continue;
            }

            var title = string.Create(CultureInfo.InvariantCulture, $"{KmlCoordinates.Shorten(kind)} {i + 1}");
            if (items[i].Find("polygon") is { Type: JsonTokenType.StartArray } polygon)
            {
                var ring = Corners(polygon, title);
                areas.Add(new Candidate(new FileElement(polygon.Line, polygon.Column, title), title, ring));
            }
            else if (items[i].Find("polyline") is { Type: JsonTokenType.StartArray } line)
            {
                shapes.AddLine(new FileElement(line.Line, line.Column, title), title, Drawn(Corners(line, title)));
            }
        }
    }

    /// <summary>Pairs of latitude and longitude, in this order.</summary>
    private List<GeoPoint> Corners(PlacedJson list, string title)
    {
        var corners = new List<GeoPoint>();
        foreach (var item in list.Items)
        {
            if (item.Items is [{ Type: JsonTokenType.Number } latitude, { Type: JsonTokenType.Number } longitude, ..])
            {
                corners.Add(new GeoPoint(latitude.Number, longitude.Number));
            }
            else
            {
                shapes.Wrong(
                    new FileElement(item.Line, item.Column, title),
                    "a corner is [latitude, longitude] in degrees"
                );
                break;
            }
        }

        return corners;
    }

    private void ReadMission(IReadOnlyList<MissionItem> items)
    {
        var way = new List<DrawnPoint>();
        for (var i = 0; i < items.Count; i++)
        {
            var at = new FileElement(0, 0, string.Create(CultureInfo.InvariantCulture, $"mission item {i + 1}"));
            if (items[i].Position is not { } place)
            {
                shapes.Lose(at, $"the command {items[i].Command}");
            }
            else if ((int)items[i].Command <= LastNavigation)
            {
                way.Add(Way(items[i], place, at));
            }
            else if (items[i].Command is MavCmd.DoSetRoiLocation or MavCmd.DoSetRoi)
            {
                shapes.AddPlace(at, "look here", new DrawnPoint(place.LongitudeDeg, place.LatitudeDeg, null, 0));
            }
            else
            {
                shapes.Lose(at, $"the command {items[i].Command}");
            }
        }

        AddWay(way);
    }

    private void AddWay(List<DrawnPoint> way)
    {
        var at = new FileElement(0, 0, "mission");
        if (way.DistinctBy(point => point.Place).Count() > 1)
        {
            shapes.AddLine(at, "mission", way);
        }
        else if (way.Count > 0)
        {
            shapes.AddPlace(at, "mission", way[0]);
        }
    }

    private DrawnPoint Way(MissionItem item, GeoPoint place, FileElement at)
    {
        if (item.Command != MavCmd.NavWaypoint)
        {
            shapes.Lose(at, $"that it is a {item.Command}, not a waypoint");
        }
        else if (item.Param1 != 0)
        {
            shapes.Lose(at, "how long a waypoint is held");
        }

        var aboveSea = item.Frame == MavFrame.Global;
        if (!aboveSea)
        {
            shapes.Lose(at, $"heights above {(item.Frame == MavFrame.GlobalTerrainAlt ? "terrain" : "home")}");
        }

        return new DrawnPoint(place.LongitudeDeg, place.LatitudeDeg, aboveSea ? item.AltitudeMetres : null, 0);
    }

    private void ReadFence(IReadOnlyList<MissionItem> fence)
    {
        var rings = FencePolygons.Of(fence).ToList();
        if (areas.Count == 0)
        {
            areas.AddRange(rings.Where(ring => ring.Keeps).Select(ring => new Candidate(At(ring), "fence", ring.Ring)));
        }
        else if (rings.Find(ring => ring.Keeps) is { } other)
        {
            shapes.Lose(At(other), "the fence that keeps in: the pattern's polygon is the area");
        }

        if (fence.Any(item => item.Command == MavCmd.NavFenceReturnPoint))
        {
            shapes.Lose(new FileElement(0, 0, "fence"), "the fence's place of return");
        }

        var excluded = rings.Where(ring => !ring.Keeps).ToList();
        if (areas.Count == 0 && excluded.Count > 0)
        {
            shapes.Lose(At(excluded[0]), "what the fence keeps out, for there is no area to cut it out of");
        }

        foreach (var area in areas)
        {
            AddArea(area, excluded);
        }
    }

    private static FileElement At(FenceRing ring) =>
        new(0, 0, string.Create(CultureInfo.InvariantCulture, $"fence item {ring.Number}"));

    private void AddArea(Candidate area, List<FenceRing> excluded)
    {
        var whole = Flat(area.Ring);
        if (excluded.Count == 0 || whole is null)
        {
            shapes.AddArea(area.At, area.Name, [Drawn(area.Ring)]);
            return;
        }

        Geometry left = whole;
        foreach (var ring in excluded)
        {
            if (Flat(ring.Ring) is not { } hole)
            {
                shapes.AddArea(At(ring), "", [Drawn(ring.Ring)]);
                return;
            }

            left = OverlayNGRobust.Overlay(left, hole, NetTopologySuite.Operation.Overlay.SpatialFunction.Difference);
        }

        for (var i = 0; i < left.NumGeometries; i++)
        {
            if (left.GetGeometryN(i) is Polygon { IsEmpty: false } part)
            {
                shapes.AddArea(area.At, area.Name, [Drawn(part.Shell), .. part.Holes.Select(Drawn)]);
            }
        }
    }

    /// <summary>In degrees; null for a ring that is not simple, of which the collector says why.</summary>
    private static Polygon? Flat(IReadOnlyList<GeoPoint> ring)
    {
        if (ring.Distinct().Count() < 3 || ring.Any(p => !p.IsValid))
        {
            return null;
        }

        var polygon = PlanarShapes.Polygon([.. ring.Select(p => new Coordinate(p.LongitudeDeg, p.LatitudeDeg))], []);
        var wide = polygon.EnvelopeInternal.Width > 180;
        return wide || PlanarShapes.Fault(polygon) is not null ? null : polygon;
    }

    private static List<DrawnPoint> Drawn(IEnumerable<GeoPoint> points) =>
        [.. points.Select(p => new DrawnPoint(p.LongitudeDeg, p.LatitudeDeg, null, 0))];

    private static List<DrawnPoint> Drawn(LineString ring) =>
        [.. ring.Coordinates.Select(c => new DrawnPoint(c.X, c.Y, null, 0))];

    private void ReadRally(IReadOnlyList<MissionItem> rally)
    {
        for (var i = 0; i < rally.Count; i++)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"rally point {i + 1}");
            if (rally[i].Position is { } place)
            {
                shapes.AddPlace(
                    new FileElement(0, 0, title),
                    title,
                    new DrawnPoint(place.LongitudeDeg, place.LatitudeDeg, null, 0)
                );
                shapes.Lose(new FileElement(0, 0, title), "heights above home");
            }
        }
    }
}
