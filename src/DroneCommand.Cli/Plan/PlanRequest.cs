using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Cli.Plan;

/// <summary>What is to be planned, as it was typed.</summary>
internal sealed record PlanRequest(
    string Template,
    string Site,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<VehicleFamily> Vehicles,
    GeoPoint? Depot,
    int Seed
)
{
    /// <summary>Null when none was given.</summary>
    public Wind? Wind { get; init; }

    /// <exception cref="FormatException">It is no wind.</exception>
    public static Wind? ReadWind(string? text) =>
        text is null
            ? null
            : Wind.Parse(text)
                ?? throw new FormatException(
                    $"--wind '{text}' is not SPEED@FROM or SPEED-GUST@FROM, up to {Wind.MostMps} m/s and 360°"
                );

    /// <exception cref="FormatException">An option is wrong.</exception>
    public static PlanRequest Read(
        string template,
        string site,
        IReadOnlyList<string> values,
        string vehicles,
        string? depot,
        int seed
    ) => new(template, site, ReadValues(values), ReadVehicles(vehicles), depot is null ? null : ReadDepot(depot), seed);

    private static Dictionary<string, string> ReadValues(IReadOnlyList<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new FormatException($"--set '{pair}' is not name=value");
            if (!values.TryAdd(pair[..at].Trim(), pair[(at + 1)..]))
                throw new FormatException($"--set {pair[..at]} is given twice");
        }
        return values;
    }

    private static IReadOnlyList<VehicleFamily> ReadVehicles(string text) =>
        SiteTeam.Parse(text)
        ?? throw new FormatException(
            $"--vehicles '{text}' is not {string.Join(":N or ", VehicleFamilies.Names)}:N, at most {SiteTeam.MaxVehicles} in all"
        );

    private static GeoPoint ReadDepot(string text)
    {
        var parts = text.Split(',');
        if (
            parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && new GeoPoint(latitude, longitude) is { IsValid: true } depot
        )
            return depot;
        throw new FormatException($"--depot '{text}' is not LON,LAT in degrees");
    }
}
