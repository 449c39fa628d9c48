namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>The formats in which plans are kept.</summary>
public enum PlanFileFormat
{
    /// <summary>QGroundControl's JSON, <c>.plan</c>: mission, fence and rally points in one file.</summary>
    Plan,

    /// <summary>Tables of <c>QGC WPL 110</c>, <c>.waypoints</c>, as Mission Planner and MAVProxy write them.</summary>
    Waypoints,
}

/// <summary>Reads and writes plans in either format.</summary>
public static class PlanFiles
{
    /// <summary>The format that a file's name tells; null for another name.</summary>
    public static PlanFileFormat? FormatOf(string fileName) =>
        Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".PLAN" => PlanFileFormat.Plan,
            ".WAYPOINTS" or ".WPL" or ".TXT" => PlanFileFormat.Waypoints,
            _ => null,
        };

    /// <summary>Reads either format, which its first character tells.</summary>
    public static PlanFileResult Read(string text) =>
        text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith('{')
            ? new QgcPlanReader().Read(text)
            : new WaypointsReader().Read(text);

    public static PlanFileText Write(PlanFile plan, PlanFileFormat format) =>
        format == PlanFileFormat.Plan ? new QgcPlanWriter().Write(plan) : new WaypointsWriter().Write(plan);
}
