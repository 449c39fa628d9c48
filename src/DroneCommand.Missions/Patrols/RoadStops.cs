using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Patrols;

/// <summary>Where rovers stop on the roads of a site, and the ways between.</summary>
internal sealed class RoadStops
{
    private readonly Site site;
    private readonly RoadNetwork network;
    private readonly IReadOnlyList<RoadAccess?> stops;
    private readonly IReadOnlyList<RoadAccess?> homes;
    private readonly IReadOnlySet<int> drivable;
    private readonly double reach;

    private RoadStops(
        Site site,
        RoadNetwork network,
        IReadOnlyList<RoadAccess?> homes,
        IReadOnlyList<LocalPoint> places,
        PlanParameters values
    )
    {
        this.site = site;
        this.homes = homes;
        reach = values.Number(PatrolWords.Reach);
        Holds = values.Word(PatrolWords.Failsafe) == "hold";
        // Stops are shared by all rovers: each must get to any of them and home again.
        var trips = homes.OfType<RoadAccess>().Select(home => network.RoundTripsFrom(home.Node)).ToList();
        drivable = trips.Aggregate((all, set) => all.Where(set.Contains).ToHashSet());
        (this.network, stops) = network.WithPlaces(places, drivable);
        drivable = homes
            .OfType<RoadAccess>()
            .Select(home => this.network.RoundTripsFrom(home.Node))
            .Aggregate((all, set) => all.Where(set.Contains).ToHashSet());
    }

    /// <summary>Whether rovers stay where they are when a failsafe takes over.</summary>
    public bool Holds { get; }

    /// <summary>The stops of checkpoints, and where each rover comes from its home onto the roads; null when there is no road.</summary>
    public static RoadStops? Of(Site site, RouteTeam team, IReadOnlyList<Checkpoint> places)
    {
        var rovers = Enumerable.Range(0, team.Count).Where(i => team.Members[i].Family == VehicleFamily.Rover).ToList();
        var homes = rovers.ConvertAll(i => site.Frame.ToLocal(team.Members[i].Home!.Value));
        var values = team.ValuesOf(rovers[0]);
        var ground = new DrivableGround(site, values.Word(PatrolWords.Failsafe) == "hold" ? [] : homes.Distinct());
        var (network, near) = ground.Network().WithPlaces(homes, null);
        if (near[0] is null)
        {
            return null;
        }

        var access = homes.Select((home, i) => AccessOf(ground, network, home, near[i]!.Value)).ToList();
        return new(site, network, access, [.. places.Select(place => site.Frame.ToLocal(place.Position))], values);
    }

    /// <summary>The nearest place of the roads to which a straight way is free; the nearest at all where none is.</summary>
    private static RoadAccess? AccessOf(DrivableGround ground, RoadNetwork network, LocalPoint home, RoadAccess near) =>
        ground.IsFree(home, network.Nodes[near.Node]) ? near : NearestSeen(ground, network, home) ?? near;

    /// <summary>The nearest node to which a straight way is free.</summary>
    private static RoadAccess? NearestSeen(DrivableGround ground, RoadNetwork network, LocalPoint home) =>
        Enumerable
            .Range(0, network.Nodes.Count)
            .Select(node => new RoadAccess(node, RoadNetwork.Metres(home, network.Nodes[node])))
            .OrderBy(access => access.MetresAside)
            .Where(access => ground.IsFree(home, network.Nodes[access.Node]))
            .Select(access => (RoadAccess?)access)
            .FirstOrDefault();

    /// <summary>Whether a rover gets near a checkpoint and home again.</summary>
    public bool Reaches(int stop) =>
        stops[stop] is { } access && access.MetresAside <= reach && drivable.Contains(access.Node);

    /// <summary>Why not, and what would help.</summary>
    public string WhyNot(int stop) =>
        stops[stop] is not { } access ? "the site has no road on which one may drive."
        : access.MetresAside > reach
            ? FormattableString.Invariant(
                $"it lies {access.MetresAside:0.#} m from the nearest road. A 'reach' of {Math.Ceiling(access.MetresAside):0} m, or a road, would do."
            )
        : Holds
            ? "no way leads there from the dock and back, with one-way roads as they are. A road that closes the gap would do."
        : "no way leads there from the dock and back on roads from which the straight way home is clear. A road that closes the gap, or 'failsafe' of 'hold', would do.";

    /// <summary>Metres from stop to stop; infinite where there is no way.</summary>
    public double Metres(int from, int to) =>
        Reaches(from) && Reaches(to)
            ? network.Distance(stops[from]!.Value.Node, stops[to]!.Value.Node)
            : double.PositiveInfinity;

    /// <summary>Where a rover stops for a checkpoint.</summary>
    public int NodeOf(int stop) => stops[stop]!.Value.Node;

    /// <summary>Where a rover comes onto the roads; null when its home is not known or there is no road.</summary>
    /// <param name="rover">Counts the rovers of the team.</param>
    public int? HomeNode(int rover) => homes[rover]?.Node;

    public GeoPoint PlaceOf(int node) => site.Frame.ToGeo(network.Nodes[node]);

    /// <summary>The nodes of a way, without the first.</summary>
    public IEnumerable<int> Way(int from, int to) => network.Way(from, to)!.Skip(1);
}
