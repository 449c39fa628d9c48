using System.IO.Compression;
using System.Text;
using DroneCommand.Missions.Exchange;

namespace DroneCommand.Missions.Tests.Exchange;

/// <summary>Files of every format, made by hand: a field with a hole, a line and a place near 47.4° N, 8.5° E.</summary>
internal static class Files
{
    public const string Kml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
        <Document><name>Farm</name><Style id="s"><LineStyle/></Style>
        <Folder><name>Fields</name>
        <Placemark><name>North field</name><styleUrl>#s</styleUrl><Polygon>
         <outerBoundaryIs><LinearRing><coordinates>
          8.500,47.400,0 8.504,47.400,0 8.504,47.403,0 8.500,47.403,0 8.500,47.400,0
         </coordinates></LinearRing></outerBoundaryIs>
         <innerBoundaryIs><LinearRing><coordinates>
          8.501, 47.401 8.502, 47.401 8.502, 47.402 8.501, 47.401
         </coordinates></LinearRing></innerBoundaryIs>
        </Polygon></Placemark></Folder>
        <Placemark><name>Fence</name><MultiGeometry>
         <LineString><altitudeMode>absolute</altitudeMode><coordinates>8.500,47.400,431 8.504,47.400,432</coordinates></LineString>
         <Point><altitudeMode>relativeToGround</altitudeMode><coordinates>8.502,47.4015,20</coordinates></Point>
        </MultiGeometry></Placemark>
        <NetworkLink><Link><href>http://127.0.0.1:9/secret.kml</href></Link></NetworkLink>
        </Document></kml>
        """;

    public const string Gpx = """
        <?xml version="1.0"?>
        <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
        <wpt lat="47.401" lon="8.501"><ele>430.5</ele><name>Gate</name><sym>Flag</sym></wpt>
        <rte><name>Round</name><rtept lat="47.400" lon="8.500"/><rtept lat="47.400" lon="8.504"/></rte>
        <trk><name>Walk</name>
         <trkseg><trkpt lat="47.4" lon="8.5"><ele>430</ele><time>2026-01-01T00:00:00Z</time></trkpt>
          <trkpt lat="47.4" lon="8.504"><ele>431</ele></trkpt><trkpt lat="47.403" lon="8.504"><ele>432</ele></trkpt>
          <trkpt lat="47.4" lon="8.5"><ele>430</ele></trkpt></trkseg>
         <trkseg><trkpt lat="47.4" lon="8.5"/></trkseg>
        </trk></gpx>
        """;

    public const string GeoJson = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"North field","crop":"rye"},"geometry":{"type":"Polygon","coordinates":
        [[[8.5,47.4],[8.504,47.4],[8.504,47.403],[8.5,47.403],[8.5,47.4]],[[8.501,47.401],[8.502,47.401],[8.502,47.402],[8.501,47.401]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[
        {"type":"LineString","coordinates":[[8.5,47.4,431],[8.504,47.4,432]]},{"type":"MultiPoint","coordinates":[[8.502,47.4015]]}]}},
        {"type":"Feature","properties":null,"geometry":null}]}
        """;

    public const string Plan = """
        {"fileType":"Plan","version":1,"groundStation":"QGroundControl",
        "mission":{"version":2,"firmwareType":3,"vehicleType":2,"cruiseSpeed":15,"hoverSpeed":5,"plannedHomePosition":[47.4,8.5,430],
        "items":[
        {"type":"SimpleItem","command":22,"frame":3,"autoContinue":true,"doJumpId":1,"params":[0,0,0,null,47.4,8.5,50]},
        {"type":"ComplexItem","complexItemType":"survey","version":5,"angle":90,"polygon":[[47.4,8.5],[47.4,8.504],[47.403,8.504],[47.403,8.5]],
        "TransectStyleComplexItem":{"version":2,"Items":[
        {"type":"SimpleItem","command":16,"frame":3,"autoContinue":true,"doJumpId":2,"params":[0,0,0,null,47.401,8.501,50]},
        {"type":"SimpleItem","command":206,"frame":2,"autoContinue":true,"doJumpId":3,"params":[25,0,1,0,0,0,0]},
        {"type":"SimpleItem","command":16,"frame":3,"autoContinue":true,"doJumpId":4,"params":[0,0,0,null,47.401,8.503,50]}]}},
        {"type":"SimpleItem","command":195,"frame":3,"autoContinue":true,"doJumpId":5,"params":[0,0,0,0,47.402,8.502,10]},
        {"type":"SimpleItem","command":20,"frame":2,"autoContinue":true,"doJumpId":6,"params":[0,0,0,0,0,0,0]}]},
        "geoFence":{"version":2,"circles":[{"version":1,"inclusion":false,"circle":{"center":[47.4015,8.502],"radius":30}}],
        "polygons":[{"version":1,"inclusion":true,"polygon":[[47.39,8.49],[47.39,8.51],[47.41,8.51],[47.41,8.49]]}]},
        "rallyPoints":{"version":2,"points":[[47.4005,8.5005,30]]}}
        """;

    public const string Waypoints =
        "QGC WPL 110\n"
        + "0\t1\t0\t16\t0\t0\t0\t0\t47.4\t8.5\t430\t1\n"
        + "1\t0\t3\t22\t0\t0\t0\t0\t0\t0\t50\t1\n"
        + "2\t0\t3\t16\t5\t0\t0\t0\t47.401\t8.501\t50\t1\n"
        + "3\t0\t3\t16\t0\t0\t0\t0\t47.402\t8.503\t50\t1\n"
        + "4\t0\t3\t20\t0\t0\t0\t0\t0\t0\t0\t1\n";

    public const string Wgs84 =
        """GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static ShapeReadResult Read(string text, string name = "file") => ShapeImport.Read(Bytes(text), name);

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                stream.Write(content);
            }
        }

        return buffer.ToArray();
    }
}
