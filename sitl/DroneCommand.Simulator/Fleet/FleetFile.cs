using System.Text.Json;
using System.Text.Json.Serialization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
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
    public static IReadOnlyList<VehicleSpec> AtDocks(Site site, int copters, int rovers, int firstSystemId) =>
        Share((family, index) => AtDock(site, family, index), copters, rovers, networks: 1, firstSystemId)[0];

    /// <summary>
    /// Shares vehicles out as several networks, evenly and in their order. A system id is unique only within its network:
    /// each begins again with the first one, and its rovers ten higher or behind its copters.
    /// </summary>
    /// <param name="placeOf">The place of the vehicle of a kind and index, without its name and ids.</param>
    /// <param name="copters">Copters of all networks.</param>
    /// <param name="rovers">Rovers of all networks.</param>
    /// <param name="networks">How many networks.</param>
    /// <param name="firstSystemId">System id of each network's first copter.</param>
    /// <exception cref="FormatException">A network would need system ids beyond 250; the message says so, in one line.</exception>
    public static IReadOnlyList<IReadOnlyList<VehicleSpec>> Share(
        Func<VehicleFamily, int, VehicleSpec> placeOf,
        int copters,
        int rovers,
        int networks,
        int firstSystemId
    )
    {
        var shared = new List<IReadOnlyList<VehicleSpec>>();
        for (var n = 0; n < networks; n++)
        {
            var (copterFrom, copterTo) = (copters * n / networks, copters * (n + 1) / networks);
            var (roverFrom, roverTo) = (rovers * n / networks, rovers * (n + 1) / networks);
            var firstRover = firstSystemId + Math.Max(10, copterTo - copterFrom);
            var fleet = new List<VehicleSpec>();
            for (var i = copterFrom; i < copterTo; i++)
            {
                var id = firstSystemId + i - copterFrom;
                fleet.Add(Named(placeOf(VehicleFamily.Copter, i), $"Kestrel {i + 1}", id, n));
            }

            for (var i = roverFrom; i < roverTo; i++)
            {
                fleet.Add(Named(placeOf(VehicleFamily.Rover, i), $"Badger {i + 1}", firstRover + i - roverFrom, n));
            }

            CheckIds(fleet, "the fleet");
            shared.Add(fleet);
        }

        return shared;
    }

    /// <summary>
    /// A place in a block of rows to the right of and behind the first one, copters before rovers, all with its heading.
    /// </summary>
    /// <param name="first">Where the first vehicle stands.</param>
    /// <param name="amslM">Altitude of the ground above sea level, metres.</param>
    /// <param name="headingDeg">Heading of all, degrees.</param>
    /// <param name="spacingM">Metres between neighbours.</param>
    /// <param name="copters">How many copters there are, before the rovers.</param>
    /// <param name="count">How many vehicles there are.</param>
    public static Func<VehicleFamily, int, VehicleSpec> InABlock(
        GeoPoint first,
        double amslM,
        double headingDeg,
        double spacingM,
        int copters,
        int count
    )
    {
        var inRow = (int)Math.Ceiling(Math.Sqrt(count));
        return (family, index) =>
        {
            var place = family == VehicleFamily.Copter ? index : copters + index;
            var right = Geodesic.Direct(first, headingDeg + 90, place % inRow * spacingM);
            var there = Geodesic.Direct(right, headingDeg + 180, place / inRow * spacingM);
            return At(family, there, amslM, headingDeg);
        };
    }

    /// <summary>A place at a dock, without name and ids; more vehicles than docks stand beside the last one.</summary>
    internal static VehicleSpec AtDock(Site site, VehicleFamily family, int index)
    {
        const double BesideM = 4;
        var docks = site.Docks.Where(d => d.Fits(family)).ToList();
        var dock = docks.Count == 0 ? null : docks[Math.Min(index, docks.Count - 1)];
        var place = dock?.Position ?? site.Frame.Origin;
        var extra = Math.Max(0, index - Math.Max(0, docks.Count - 1));
        if (extra > 0)
        {
            place = Geodesic.Direct(place, (dock?.HeadingDeg ?? 0) + 90, extra * BesideM);
        }

        return At(family, place, site.GroundAltitude.Metres, dock?.HeadingDeg ?? 0);
    }

    private static VehicleSpec At(VehicleFamily family, GeoPoint place, double amslM, double headingDeg)
    {
        var kind = family == VehicleFamily.Copter ? VehicleKind.Copter : VehicleKind.Rover;
        return new VehicleSpec("", kind, 0, place, amslM, headingDeg, "");
    }

    private static VehicleSpec Named(VehicleSpec vehicle, string name, int systemId, int network)
    {
        var id = (byte)Math.Clamp(systemId, 0, byte.MaxValue);
        var uid = network == 0 ? VehicleSpec.DefaultUid(id) : VehicleSpec.UidOf(id, $"hardware id {network}");
        return vehicle with { Name = name, SystemId = id, Uid = uid };
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
