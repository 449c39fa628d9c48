using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Exchange;

/// <summary>Writes plans in every format, with what each cannot say. Pure: the same plan gives the same bytes.</summary>
public static class PlanExport
{
    /// <summary>The files of a plan.</summary>
    /// <param name="plan">A plan with routes.</param>
    /// <param name="format">The format.</param>
    /// <param name="fileName">The file's path; where there are several, their names are made of it.</param>
    /// <param name="options">For whom it is.</param>
    public static ExportResult Write(RoutePlan plan, ExportFormat format, string fileName, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var ways = ExportWay.Of(plan);
        return format switch
        {
            ExportFormat.GeoJson => One(fileName, GeoJsonExport.Write(ways), Heights(ways)),
            ExportFormat.Kml => One(fileName, KmlExport.Write(ways), KmlHeights(ways)),
            ExportFormat.Kmz => One(fileName, KmlExport.WriteZipped(ways), KmlHeights(ways)),
            ExportFormat.Gpx => One(fileName, GpxExport.Write(ways), GpxHeights(ways)),
            ExportFormat.Shapefile => new ExportResult(
                [
                    .. ShapefileExport
                        .Write(ways)
                        .Select(f => new ExportFile(Path.ChangeExtension(fileName, f.Ending), f.Content)),
                ],
                Heights(ways)
            ),
            ExportFormat.ShapefileZip => One(fileName, ZippedShapefile(ways, fileName), Heights(ways)),
            ExportFormat.Plan => new MissionExport(PlanFileFormat.Plan, fileName, options).Write(plan),
            ExportFormat.Waypoints => new MissionExport(PlanFileFormat.Waypoints, fileName, options).Write(plan),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
        };
    }

    private static ExportResult One(string name, byte[] content, IReadOnlyList<string> notKept) =>
        new([new ExportFile(name, content)], notKept);

    private static byte[] ZippedShapefile(IReadOnlyList<ExportWay> ways, string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        return ZipExport.Write([.. ShapefileExport.Write(ways).Select(file => (name + file.Ending, file.Content))]);
    }

    private static IReadOnlyList<string> Heights(IReadOnlyList<ExportWay> ways) =>
        ways.Any(way => way.SameHeight is null)
            ? ["heights, which change along the way: the format's would be above the sea, a plan's are above home"]
            : [];

    private static IReadOnlyList<string> KmlHeights(IReadOnlyList<ExportWay> ways) =>
        ways.Any(way => way.Flies) ? ["heights above home are written as heights above ground"] : [];

    private static IReadOnlyList<string> GpxHeights(IReadOnlyList<ExportWay> ways) =>
        ways.Any(way => way is { Flies: true, HomeAltitude: null })
            ? ["heights, for GPX has them above the sea and home's is not known"]
            : [];
}
