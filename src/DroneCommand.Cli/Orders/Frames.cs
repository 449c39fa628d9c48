using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Cli.Orders;

/// <summary>What an altitude is measured from, by the names that are typed.</summary>
internal static class Frames
{
    public const string Default = "relative";

    public const string Names = "relative (above home), global (above sea level) or terrain (above the ground)";

    /// <exception cref="FormatException">It is none of them.</exception>
    public static MavFrame Parse(string name) =>
        name.ToUpperInvariant() switch
        {
            "RELATIVE" or "MAV_FRAME_GLOBAL_RELATIVE_ALT" => MavFrame.GlobalRelativeAlt,
            "GLOBAL" or "MAV_FRAME_GLOBAL" => MavFrame.Global,
            "TERRAIN" or "MAV_FRAME_GLOBAL_TERRAIN_ALT" => MavFrame.GlobalTerrainAlt,
            _ => throw new FormatException($"--frame '{name}' is not {Names}"),
        };
}
