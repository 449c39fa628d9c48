using System.Globalization;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Reads the geometries of a KML document's placemarks. Heights are kept where they are above the sea; styles, times,
/// pictures and data are named as lost. What a link points to is never fetched.
/// </summary>
internal sealed class KmlReader(ShapeCollector shapes)
{
    private static readonly string[] Silent = ["name", "visibility", "open", "tessellate", "altitudeMode"];

    private int placemarks;

    /// <param name="root">The element kml.</param>
    public void Read(PlacedXml root)
    {
        foreach (var child in root.Children)
        {
            ReadFeature(child);
        }
    }

    private void ReadFeature(PlacedXml node)
    {
        switch (node.Name)
        {
            case "Document":
            case "Folder":
                ReadContainer(node);
                break;
            case "Placemark":
                ReadPlacemark(node);
                break;
            case "NetworkLink":
                shapes.Lose(
                    node.Place(node.Name),
                    "what a NetworkLink points to: nothing is fetched; put it into the file"
                );
                break;
            default:
                LoseElement(node, "");
                break;
        }
    }

    private void ReadContainer(PlacedXml node)
    {
        if (node.Name == "Folder")
        {
            shapes.Lose(node.Place(Title(node, "Folder")), "which folder a shape is in");
        }

        foreach (var child in node.Children)
        {
            ReadFeature(child);
        }
    }

    private void ReadPlacemark(PlacedXml node)
    {
        placemarks++;
        var title = Title(node, string.Create(CultureInfo.InvariantCulture, $"Placemark {placemarks}"));
        var name = node.Find("name")?.Text;
        var found = false;
        foreach (var child in node.Children)
        {
            if (IsGeometry(child.Name))
            {
                found = true;
                ReadGeometry(child, title, name);
            }
            else
            {
                LoseElement(child, title);
            }
        }

        if (!found)
        {
            shapes.Lose(node.Place(title), "a placemark without geometry");
        }
    }

    private static bool IsGeometry(string name) =>
        name
            is "Point"
                or "LineString"
                or "LinearRing"
                or "Polygon"
                or "MultiGeometry"
                or "Track"
                or "MultiTrack"
                or "Model";

    private void ReadGeometry(PlacedXml node, string title, string? name)
    {
        var at = node.Place(title);
        switch (node.Name)
        {
            case "Point":
                ReadPoint(node, at, name);
                break;
            case "LineString":
                AddLine(at, name, Positions(node, at));
                break;
            case "LinearRing":
                AddLine(at, name, Positions(node, at) is { } ring ? Closed(ring) : null);
                break;
            case "Polygon":
                ReadPolygon(node, at, name);
                break;
            case "MultiGeometry" or "MultiTrack":
                foreach (var child in node.Children.Where(child => IsGeometry(child.Name)))
                {
                    ReadGeometry(child, title, name);
                }

                break;
            case "Track":
                AddLine(at, name, TrackPositions(node, at));
                break;
            default:
                shapes.Lose(at, $"a {node.Name}");
                break;
        }
    }

    private void ReadPoint(PlacedXml node, FileElement at, string? name)
    {
        var positions = Positions(node, at);
        if (positions is [var position])
        {
            shapes.AddPlace(at, name, position);
        }
        else if (positions is not null)
        {
            shapes.Wrong(at, $"a Point has one position, not {positions.Count}");
        }
    }

    private void ReadPolygon(PlacedXml node, FileElement at, string? name)
    {
        var outer = node.All("outerBoundaryIs").SelectMany(b => b.All("LinearRing")).ToList();
        if (outer.Count != 1)
        {
            shapes.Wrong(at, $"a Polygon has one outerBoundaryIs with one LinearRing, not {outer.Count}");
            return;
        }

        var inner = node.All("innerBoundaryIs").SelectMany(b => b.All("LinearRing"));
        // The heights' reference stands beside the rings.
        var aboveSea = AreAboveSea(node, at);
        var rings = outer.Concat(inner).Select(ring => Positions(ring, at, aboveSea)).ToList();
        if (!rings.Contains(null))
        {
            shapes.AddArea(at, name, [.. rings.Select(ring => ring!)]);
        }
    }

    private void AddLine(FileElement at, string? name, List<DrawnPoint>? points)
    {
        if (points is not null)
        {
            shapes.AddLine(at, name, points);
        }
    }

    private static List<DrawnPoint> Closed(List<DrawnPoint> ring) =>
        ring.Count > 0 && ring[0].Place != ring[^1].Place ? [.. ring, ring[0]] : ring;

    private List<DrawnPoint>? Positions(PlacedXml node, FileElement at) => Positions(node, at, AreAboveSea(node, at));

    /// <summary>Null with a problem when they are none.</summary>
    private List<DrawnPoint>? Positions(PlacedXml node, FileElement at, bool aboveSea)
    {
        if (node.Find("coordinates") is not { } coordinates)
        {
            shapes.Wrong(at, $"a {node.Name} without coordinates");
            return null;
        }

        var points = new List<DrawnPoint>();
        foreach (var (line, tuple) in KmlCoordinates.Tuples(coordinates.Text, coordinates.TextLine))
        {
            if (KmlCoordinates.Read(tuple, ',') is not var (longitude, latitude, altitude))
            {
                shapes.Wrong(
                    at with
                    {
                        Line = line,
                        Column = 1,
                    },
                    $"'{KmlCoordinates.Shorten(tuple)}' is not longitude,latitude[,altitude] in degrees and metres"
                );
                return null;
            }

            points.Add(new DrawnPoint(longitude, latitude, aboveSea ? altitude : null, line));
        }

        return points;
    }

    /// <summary>A track of gx: a position in each coord, with blanks between its numbers.</summary>
    private List<DrawnPoint>? TrackPositions(PlacedXml node, FileElement at)
    {
        var aboveSea = AreAboveSea(node, at);
        var points = new List<DrawnPoint>();
        foreach (var coord in node.All("coord"))
        {
            if (KmlCoordinates.Read(coord.Text.Trim(), ' ') is not var (longitude, latitude, altitude))
            {
                shapes.Wrong(coord.Place(at.Element), $"'{KmlCoordinates.Shorten(coord.Text)}' is no position");
                return null;
            }

            points.Add(new DrawnPoint(longitude, latitude, aboveSea ? altitude : null, coord.Line));
        }

        shapes.Lose(at, "a track's times");
        return points;
    }

    /// <summary>Only heights above the sea are heights of a shape; of others it is said that they are not kept.</summary>
    private bool AreAboveSea(PlacedXml node, FileElement at)
    {
        switch (node.Find("altitudeMode")?.Text.Trim())
        {
            case "absolute":
                return true;
            case "relativeToGround":
                shapes.Lose(at, "heights above ground");
                return false;
            case "relativeToSeaFloor":
                shapes.Lose(at, "heights above the sea floor");
                return false;
            default:
                return false;
        }
    }

    private void LoseElement(PlacedXml node, string title)
    {
        if (!Silent.Contains(node.Name))
        {
            shapes.Lose(node.Place(title.Length > 0 ? title : node.Name), $"the element {node.Name}");
        }
    }

    private static string Title(PlacedXml node, string otherwise)
    {
        var name = (node.Find("name")?.Text ?? "").Trim();
        return name.Length > 0 ? $"{node.Name} {KmlCoordinates.Shorten(name)}" : otherwise;
    }
}
