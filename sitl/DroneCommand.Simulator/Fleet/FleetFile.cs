using System.Text.Json;
using System.Text.Json.Serialization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Fleet;

/// <summary>Where the vehicles of a fleet come from: a JSON file, or the docks of a site.</summary>
public static class FleetFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private sealed record HomeEntry(double Lat, double Lon, double AmslM, double HeadingDeg);

    private sealed record Entry(string Name, VehicleKind Kind, int SystemId, HomeEntry Home, string? Uid);

    /// <summary>Reads a fleet: <c>[{"name", "kind", "systemId", "home": {"lat", "lon", "amslM", "headingDeg"}, "uid"}]</c>.</summary>
    /// <exception cref="FormatException">The content is no fleet; the message says why, in one line.</exception>
    public static IReadOnlyList<VehicleSpec> Parse(string json, string fileName)
    {
        List<Entry>? entries;
        try
        {
            entries = JsonSerializer.Deserialize<List<Entry>>(json, Options);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{fileName}, line {(e.LineNumber ?? 0) + 1}: {FirstSentence(e.Message)}", e);
        }

        var fleet = (entries ?? []).Select(e => ToSpec(e, fileName)).ToList();
        CheckIds(fleet, fileName);
        return fleet;
    }

    /// <summary>
    /// Copters with system ids from 1 and rovers from 11 at the site's docks for their kind. More vehicles than docks stand
    /// beside the last dock.
    /// </summary>
    public static IReadOnlyList<VehicleSpec> AtDocks(Site site, int copters, int rovers, int firstSystemId)
    {
        var fleet = new List<VehicleSpec>();
        for (var i = 0; i < copters; i++)
        {
            fleet.Add(AtDock(site, VehicleFamily.Copter, i, $"Kestrel {i + 1}", firstSystemId + i));
        }

        var firstRover = Math.Max(firstSystemId + 10, firstSystemId + copters);
        for (var i = 0; i < rovers; i++)
        {
            fleet.Add(AtDock(site, VehicleFamily.Rover, i, $"Badger {i + 1}", firstRover + i));
        }

        CheckIds(fleet, "the fleet");
        return fleet;
    }

    private static VehicleSpec AtDock(Site site, VehicleFamily family, int index, string name, int systemId)
    {
        const double BesideM = 4;
        var docks = site.Docks.Where(d => d.Fits(family)).ToList();
        var dock = docks.Count == 0 ? null : docks[Math.Min(index, docks.Count - 1)];
        var place = dock?.Position ?? site.Frame.Origin;
        var extra = Math.Max(0, index - Math.Max(0, docks.Count - 1));
        if (extra > 0)
        {
            place = Missions.Geodesy.Geodesic.Direct(place, (dock?.HeadingDeg ?? 0) + 90, extra * BesideM);
        }

        var kind = family == VehicleFamily.Copter ? VehicleKind.Copter : VehicleKind.Rover;
        var id = (byte)Math.Clamp(systemId, 0, byte.MaxValue);
        return new VehicleSpec(
            name,
            kind,
            id,
            place,
            site.GroundAltitude.Metres,
            dock?.HeadingDeg ?? 0,
            VehicleSpec.DefaultUid(id)
        );
    }

    private static VehicleSpec ToSpec(Entry entry, string fileName)
    {
        var place = new GeoPoint(entry.Home.Lat, entry.Home.Lon);
        if (string.IsNullOrWhiteSpace(entry.Name) || !place.IsValid || entry.SystemId is < 1 or > 250)
        {
            throw new FormatException(
                $"{fileName}: '{entry.Name}' needs a name, a systemId from 1 to 250 and a home on Earth"
            );
        }

        var id = (byte)entry.SystemId;
        var uid = entry.Uid ?? VehicleSpec.DefaultUid(id);
        return new VehicleSpec(entry.Name, entry.Kind, id, place, entry.Home.AmslM, entry.Home.HeadingDeg, uid);
    }

    private static void CheckIds(List<VehicleSpec> fleet, string fileName)
    {
        if (fleet.Find(v => v.SystemId is < 1 or > 250) is { } outside)
        {
            throw new FormatException($"{fileName}: {outside.Name} would get a system id outside 1 to 250");
        }

        var twice = fleet.GroupBy(v => v.SystemId).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new FormatException($"{fileName}: system id {twice.Key} is given twice");
        }
    }

    private static string FirstSentence(string message) => message.Split(". ")[0].Split(" Path:")[0].TrimEnd('.');
}
