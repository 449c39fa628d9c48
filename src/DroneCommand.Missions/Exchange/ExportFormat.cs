using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Exchange;

/// <summary>The formats that plans are written in.</summary>
public enum ExportFormat
{
    /// <summary>A line per vehicle and sortie, with its figures.</summary>
    GeoJson,
    Kml,

    /// <summary>KML in a zip.</summary>
    Kmz,
    Gpx,

    /// <summary>.shp, .shx, .dbf, .prj and .cpg beside one another.</summary>
    Shapefile,

    /// <summary>The same five in a zip.</summary>
    ShapefileZip,

    /// <summary>QGroundControl's JSON: mission, fence and rally points.</summary>
    Plan,

    /// <summary>QGC WPL 110.</summary>
    Waypoints,
}

/// <summary>The formats by the endings of files.</summary>
public static class ExportFormats
{
    /// <summary>For sentences.</summary>
    public const string Endings = ".geojson, .plan, .waypoints, .kml, .kmz, .gpx, .shp or .zip (a shapefile)";

    /// <summary>The format that a file's name tells; null for another name.</summary>
    public static ExportFormat? Of(string fileName) =>
        Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".GEOJSON" or ".JSON" => ExportFormat.GeoJson,
            ".KML" => ExportFormat.Kml,
            ".KMZ" => ExportFormat.Kmz,
            ".GPX" => ExportFormat.Gpx,
            ".SHP" => ExportFormat.Shapefile,
            ".ZIP" => ExportFormat.ShapefileZip,
            ".PLAN" => ExportFormat.Plan,
            ".WAYPOINTS" => ExportFormat.Waypoints,
            _ => null,
        };
}

/// <summary>What a written plan is for.</summary>
public sealed record ExportOptions
{
    /// <summary>Whose dialect the items of a mission are in: ArduPilot's or PX4's.</summary>
    public MavAutopilot Autopilot { get; init; } = MavAutopilot.Ardupilotmega;

    /// <summary>The site that was planned on, whose fence goes along; null on a bare shape.</summary>
    public Site? Site { get; init; }

    /// <summary>What the way must stay within when vertices are left out; empty where nothing is known to be.</summary>
    public IReadOnlyList<DrawnArea> Within { get; init; } = [];
}

/// <summary>A file to write.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ExportFile(string Name, byte[] Content);

/// <summary>A plan as files.</summary>
/// <param name="Files">All to be written.</param>
/// <param name="NotKept">What of the plan they do not say, or say otherwise, for people.</param>
public sealed record ExportResult(IReadOnlyList<ExportFile> Files, IReadOnlyList<string> NotKept);
