namespace DroneCommand.Missions.Kinds;

/// <summary>Parameters that a template need not list.</summary>
internal static class KnownParameterDefaults
{
    /// <summary>The same with what it is where a template does not list it.</summary>
    public static KnownParameter Or(this KnownParameter known, string value, string help) =>
        known with
        {
            Default = value,
            Help = help,
        };
}
