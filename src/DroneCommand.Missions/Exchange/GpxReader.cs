using System.Globalization;

namespace DroneCommand.Missions.Exchange;

/// <summary>Reads GPX: waypoints as places, routes and the segments of tracks as lines, elevations as heights above the sea.</summary>
internal sealed class GpxReader(ShapeCollector shapes)
{
    private int waypoints;
    private int routes;
    private int tracks;

    /// <param name="root">The element gpx.</param>
    public void Read(PlacedXml root)
    {
        foreach (var child in root.Children)
        {
            switch (child.Name)
            {
                case "wpt":
                    ReadWaypoint(child);
                    break;
                case "rte":
                    var route = Title(child, "route", ++routes);
                    ReadLine(child, "rtept", route, child.Find("name")?.Text);
                    LoseOthers(child, route, "name", "rtept");
                    break;
                case "trk":
                    ReadTrack(child);
                    break;
                default:
                    shapes.Lose(child.Place(child.Name), $"the element {child.Name}");
                    break;
            }
        }
    }

    private void ReadWaypoint(PlacedXml node)
    {
        var title = Title(node, "waypoint", ++waypoints);
        if (Position(node, title) is { } point)
        {
            shapes.AddPlace(node.Place(title), node.Find("name")?.Text, point);
        }

        LoseOthers(node, title, "name", "ele");
    }

    private void ReadTrack(PlacedXml node)
    {
        var title = Title(node, "track", ++tracks);
        foreach (var segment in node.All("trkseg"))
        {
            ReadLine(segment, "trkpt", title, node.Find("name")?.Text);
        }

        LoseOthers(node, title, "name", "trkseg");
    }

    private void ReadLine(PlacedXml node, string element, string title, string? name)
    {
        var points = new List<DrawnPoint>();
        foreach (var child in node.All(element))
        {
            if (Position(child, title) is not { } point)
            {
                return;
            }

            points.Add(point);
            LoseOthers(child, title, "name", "ele");
        }

        // Receivers write a segment for every start, with a position or none before the first fix is lost.
        if (points.DistinctBy(point => point.Place).Count() < 2)
        {
            shapes.Lose(node.Place(title), "a line of fewer than two places");
            return;
        }

        shapes.AddLine(node.Place(title), name, points);
    }

    private DrawnPoint? Position(PlacedXml node, string title)
    {
        var at = node.Place(title);
        var latitude = KmlCoordinates.Number(node.Attributes.GetValueOrDefault("lat", ""));
        var longitude = KmlCoordinates.Number(node.Attributes.GetValueOrDefault("lon", ""));
        if (latitude is null || longitude is null)
        {
            shapes.Wrong(at, $"a {node.Name} needs the attributes lat and lon in degrees");
            return null;
        }

        var elevation = node.Find("ele") is { } ele ? KmlCoordinates.Number(ele.Text.Trim()) : null;
        if (elevation is null && node.Find("ele") is { } bad)
        {
            shapes.Wrong(
                bad.Place(title),
                $"the elevation '{KmlCoordinates.Shorten(bad.Text)}' is no number of metres"
            );
            return null;
        }

        return new DrawnPoint(longitude.Value, latitude.Value, elevation, node.Line);
    }

    private void LoseOthers(PlacedXml node, string title, params ReadOnlySpan<string> known)
    {
        foreach (var child in node.Children)
        {
            if (!known.Contains(child.Name))
            {
                shapes.Lose(child.Place(title), $"the element {child.Name} of a {node.Name}");
            }
        }
    }

    private static string Title(PlacedXml node, string kind, int number)
    {
        var name = (node.Find("name")?.Text ?? "").Trim();
        return name.Length > 0
            ? $"{kind} {KmlCoordinates.Shorten(name)}"
            : string.Create(CultureInfo.InvariantCulture, $"{kind} {number}");
    }
}
