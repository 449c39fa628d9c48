using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Patrols;

/// <summary>
/// Whether a template's limits and requirements are met at the moment of a start: the light at the site, the wind that the
/// vehicle reports, and what it says that it has. Pure.
/// </summary>
internal static class StartCheck
{
    /// <summary>What is not met, for people; empty when all is.</summary>
    /// <param name="template">The template.</param>
    /// <param name="site">Where.</param>
    /// <param name="vehicle">The vehicle as it is.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<string> WhyNot(
        MissionTemplate template,
        Site site,
        VehicleReadiness vehicle,
        DateTimeOffset now
    )
    {
        string?[] reasons =
        [
            SunElevation.WhyTooDark(template.Limits.Light, site.Frame.Origin, now),
            WhyTooWindy(template.Limits, vehicle),
            WhyNoCamera(template.Requires.Camera, vehicle),
            WhyNoTerrain(template.Requires, vehicle),
            template.Requires.Rtk && !vehicle.GpsFix.StartsWith("RTK", StringComparison.Ordinal)
                ? $"its fix is '{vehicle.GpsFix}'; the template requires RTK"
                : null,
        ];
        return [.. reasons.OfType<string>()];
    }

    private static string? WhyTooWindy(TemplateLimits limits, VehicleReadiness vehicle) =>
        vehicle.WindMps is { } wind && limits.WindMps is { } most && wind > most
            ? FormattableString.Invariant($"it reports {wind:0.0} m/s of wind; the template allows {most:0.#} m/s")
            : null;

    private static string? WhyNoCamera(CameraNeed need, VehicleReadiness vehicle) =>
        need switch
        {
            CameraNeed.Thermal when !vehicle.HasThermalCamera =>
                "no thermal camera of it was heard; the template requires one",
            CameraNeed.Any when !vehicle.HasCamera => "no camera of it was heard; the template requires one",
            _ => null,
        };

    private static string? WhyNoTerrain(TemplateRequirements requires, VehicleReadiness vehicle) =>
        !requires.TerrainData
            ? null
            : vehicle.FollowsTerrain switch
            {
                true => null,
                false => "its autopilot says that it does not follow terrain data; the template requires it",
                null => "its autopilot has not said whether it follows terrain data; the template requires it",
            };
}
