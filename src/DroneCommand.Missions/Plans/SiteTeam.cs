using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>Teams of vehicles that nothing else is known of than their kinds.</summary>
public static class SiteTeam
{
    /// <summary>The most vehicles of a team.</summary>
    public const int MaxVehicles = 100;

    /// <summary>Reads 'copter:3' or 'copter:2,rover:1'; null for what is none.</summary>
    public static IReadOnlyList<VehicleFamily>? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var team = new List<VehicleFamily>();
        foreach (var part in text.Split(','))
        {
            var words = part.Split(':');
            var count = 1;
            if (
                VehicleFamilies.Parse(words[0].Trim()) is not { } family
                || words.Length > 2
                || (
                    words.Length == 2
                    && !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out count)
                )
                || count < 1
                || team.Count + count > MaxVehicles
            )
            {
                return null;
            }

            team.AddRange(Enumerable.Repeat(family, count));
        }

        return team;
    }

    /// <summary>Each vehicle with a dock of its own that fits it, in the site file's order, or with the one home that is given.</summary>
    /// <param name="site">The site.</param>
    /// <param name="vehicles">The family of each vehicle.</param>
    /// <param name="home">The home of all; null takes docks.</param>
    /// <returns>Vehicles for which no dock is left have no home.</returns>
    public static IReadOnlyList<TeamMember> Of(Site site, IReadOnlyList<VehicleFamily> vehicles, GeoPoint? home)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(vehicles);
        return home is { } given
            ? [.. vehicles.Select(family => new TeamMember(VehicleClass.Of(family), given))]
            : OnDocks(vehicles, [.. site.Docks]);
    }

    /// <summary>The same with one vehicle on a dock that is known.</summary>
    /// <param name="site">The site.</param>
    /// <param name="vehicles">The family of each vehicle.</param>
    /// <param name="dock">The dock of one of them.</param>
    /// <param name="member">Which one, from 0.</param>
    public static IReadOnlyList<TeamMember> Of(Site site, IReadOnlyList<VehicleFamily> vehicles, Dock dock, int member)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(vehicles);
        ArgumentNullException.ThrowIfNull(dock);
        var others = OnDocks(
            [.. vehicles.Where((_, i) => i != member)],
            [.. site.Docks.Where(each => each.Name != dock.Name)]
        );
        return
        [
            .. others.Take(member),
            new TeamMember(VehicleClass.Of(vehicles[member]), dock.Position),
            .. others.Skip(member),
        ];
    }

    private static List<TeamMember> OnDocks(IReadOnlyList<VehicleFamily> vehicles, List<Dock> free)
    {
        var team = new List<TeamMember>();
        foreach (var family in vehicles)
        {
            var dock = free.Find(each => each.Fits(family));
            team.Add(new TeamMember(VehicleClass.Of(family), dock?.Position));
            if (dock is not null)
            {
                free.Remove(dock);
            }
        }

        return team;
    }
}
