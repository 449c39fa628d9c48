using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Sites;

/// <summary>Brings shapes into the site's frame, checks them there and reads what each kind carries.</summary>
internal sealed class SiteFeatureReader(LocalFrame frame, SiteReadContext context)
{
    private const double MaxExtentMetres = 20_000;

    public static IReadOnlyList<SiteFeature> ReadAll(
        IReadOnlyList<SiteShape> shapes,
        LocalFrame frame,
        SiteReadContext context
    )
    {
        var reader = new SiteFeatureReader(frame, context);
        return [.. shapes.Select(reader.Read).OfType<SiteFeature>()];
    }

    private SiteFeature? Read(SiteShape shape)
    {
        if (!IsNear(shape) || ToLocal(shape) is not { } local)
        {
            return null;
        }

        var kind = shape.Kind;
        var properties = shape.Properties;
        context.RefuseUnknown(properties, shape.Title, ["kind", "name", "note", .. SiteWords.PropertiesOf(kind)]);
        var stands = kind is SiteFeatureKind.Building or SiteFeatureKind.Obstacle or SiteFeatureKind.Tree;
        var wide = shape.Geometry == SiteGeometry.Point && stands;
        var feature = new SiteFeature(local)
        {
            Kind = kind,
            Name = shape.Name,
            Geometry = shape.Geometry,
            Points = shape.Points,
            Holes = shape.Holes,
            Line = shape.Node.Line,
            HeightMetres = context.Number(properties, "heightM", shape.Title, stands, 0.1, 900),
            FloorMetres = context.Number(properties, "floorM", shape.Title, required: false, 0, 5000),
            CeilingMetres = context.Number(properties, "ceilingM", shape.Title, required: false, 0, 5000),
            HeadingDeg = context.Number(properties, "headingDeg", shape.Title, required: false, 0, 360),
            WidthMetres = context.Number(properties, "widthM", shape.Title, wide, 0.1, 200),
            For = ReadFor(shape),
            OneWay = context.Flag(properties, "oneWay", shape.Title),
        };
        if (feature.FloorMetres >= feature.CeilingMetres)
        {
            context.Add(properties, shape.Title, "'floorM' must be lower than 'ceilingM'");
        }

        return feature with
        {
            Local = wide ? Disc((Point)local, (feature.WidthMetres ?? 1) / 2) : local,
        };
    }

    /// <summary>A site that spans half a turn of longitude has crossed 180°, or its numbers are wrong.</summary>
    private bool IsNear(SiteShape shape)
    {
        foreach (var point in shape.Points.Concat(shape.Holes.SelectMany(hole => hole)))
        {
            if (Math.Abs(point.LongitudeDeg - frame.Origin.LongitudeDeg) > 180)
            {
                context.Add(
                    shape.Node,
                    shape.Title,
                    "the site crosses the 180th meridian, where no map draws it whole"
                );
                return false;
            }

            var distance = Geodesic.Distance(frame.Origin, point);
            if (distance > MaxExtentMetres)
            {
                context.Add(
                    shape.Node,
                    shape.Title,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{point} is {distance / 1000:F0} km from the boundary's first point; a site has at most {MaxExtentMetres / 1000:F0} km"
                    )
                );
                return false;
            }
        }

        return true;
    }

    private Geometry? ToLocal(SiteShape shape)
    {
        switch (shape.Geometry)
        {
            case SiteGeometry.Point:
                return PlanarShapes.Point(frame.ToCoordinate(shape.Points[0]));
            case SiteGeometry.Line:
                return PlanarShapes.Line(shape.Points.Select(frame.ToCoordinate));
            default:
                var polygon = PlanarShapes.Polygon(Ring(shape.Points), shape.Holes.Select(Ring));
                if (PlanarShapes.Fault(polygon) is not { } fault)
                {
                    return polygon;
                }

                context.Add(shape.Node, shape.Title, $"{fault.Reason} at {frame.ToGeo(fault.Place)}");
                return null;
        }
    }

    private Coordinate[] Ring(IReadOnlyList<GeoPoint> points) => [.. points.Select(frame.ToCoordinate)];

    private List<VehicleFamily> ReadFor(SiteShape shape)
    {
        if (shape.Properties.Find("for") is not { } node)
        {
            return [];
        }

        var words = node.Type == JsonTokenType.StartArray ? node.Items : [node];
        var families = new List<VehicleFamily>();
        foreach (var word in words)
        {
            if (word.Type == JsonTokenType.String && VehicleFamilies.Parse(word.Text) is { } family)
            {
                families.Add(family);
            }
            else
            {
                var known = string.Join(" or ", VehicleFamilies.Names);
                context.Add(word, shape.Title, $"'for' must be {known} or a list of them, not {word.Describe()}");
            }
        }

        return families;
    }

    /// <summary>A circle as a regular polygon around it, so that it never comes out too small.</summary>
    private static Polygon Disc(Point centre, double radius)
    {
        const int corners = 16;
        var outer = radius / Math.Cos(Math.PI / corners);
        var ring = Enumerable
            .Range(0, corners)
            .Select(i => Math.SinCos(2 * Math.PI * i / corners))
            .Select(turn => new Coordinate(centre.X + outer * turn.Cos, centre.Y + outer * turn.Sin));
        return PlanarShapes.Polygon([.. ring], []);
    }
}
