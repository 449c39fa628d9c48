using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Tests;

/// <summary>Writes small sites in metres around an origin, one feature a line, for tests.</summary>
internal sealed class SiteText(GeoPoint origin)
{
    private readonly LocalFrame frame = new(origin);
    private readonly List<string> features = [];

    public SiteText()
        : this(new GeoPoint(54.48, 8.99)) { }

    /// <summary>A boundary of 200 m by 200 m around the origin and a dock of each kind near its middle.</summary>
    public static SiteText Plain() =>
        new SiteText()
            .Area("boundary", "Field", [(-100, -100), (100, -100), (100, 100), (-100, 100)])
            .Point("dock", "Pad", (0, 0));

    public GeoPoint At(double east, double north) => frame.ToGeo(new LocalPoint(east, north));

    public SiteText Area(string kind, string name, (double East, double North)[] ring, string properties = "") =>
        Add(kind, name, "Polygon", $"[[{Positions([.. ring, ring[0]])}]]", properties);

    public SiteText Box(
        string kind,
        string name,
        double west,
        double south,
        double east,
        double north,
        string properties = ""
    ) => Area(kind, name, [(west, south), (east, south), (east, north), (west, north)], properties);

    public SiteText Point(string kind, string name, (double East, double North) at, string properties = "") =>
        Add(kind, name, "Point", Positions([at]), properties);

    public SiteText Line(string kind, string name, (double East, double North)[] points, string properties = "") =>
        Add(kind, name, "LineString", $"[{Positions(points)}]", properties);

    public SiteText Raw(string feature)
    {
        features.Add(feature);
        return this;
    }

    public string Json(string site = "") =>
        $$"""
            {
              "type": "FeatureCollection",
              "site": { "id": "field", "name": "Field", "timeZone": "Europe/Berlin", "altitudeLimitM": 80, "groundAmslM": 2{{site}} },
              "features": [
            {{string.Join(",\n", features)}}
              ]
            }
            """;

    public SiteReadResult Read(string site = "") => SiteReader.Read(Json(site), "field.geojson");

    public Site Site(string site = "") =>
        Read(site).Site ?? throw new InvalidDataException(string.Join('\n', Read(site).Problems));

    private SiteText Add(string kind, string name, string type, string coordinates, string properties)
    {
        var more = properties.Length > 0 ? ", " + properties : "";
        return Raw(
            $$"""    { "type": "Feature", "properties": { "kind": "{{kind}}", "name": {{JsonSerializer.Serialize(name)}}{{more}} }, "geometry": { "type": "{{type}}", "coordinates": {{coordinates}} } }"""
        );
    }

    private string Positions(IEnumerable<(double East, double North)> points) =>
        string.Join(
            ", ",
            points
                .Select(point => At(point.East, point.North))
                .Select(place =>
                    string.Create(CultureInfo.InvariantCulture, $"[{place.LongitudeDeg:F9}, {place.LatitudeDeg:F9}]")
                )
        );
}
