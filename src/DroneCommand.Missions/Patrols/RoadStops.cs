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
        IReadOnlyList<RoadAccess?> stops,
        IReadOnlyList<RoadAccess?> homes,
        PlanParameters values
    )
    {
        this.site = site;
        this.network = network;
        this.stops = stops;
        this.homes = homes;
        reach = values.Number(PatrolWords.Reach);
        Holds = values.Word(PatrolWords.Failsafe) == "hold";
        var sets = homes.Select(home => home is { } access ? network.RoundTripsFrom(access.Node) : null).ToList();
        // Stops are shared by all rovers: each must get to any of them.
        drivable =
            sets.OfType<IReadOnlySet<int>>()
                .Aggregate(
                    (IReadOnlySet<int>?)null,
                    (all, set) => all is null ? set : all.Where(set.Contains).ToHashSet()
                )
            ?? new HashSet<int>();
    }

    /// <summary>Whether rovers stay where they are when a failsafe takes over.</summary>
    public bool Holds { get; }

    /// <summary>The stops of checkpoints, and where each rover comes from its home onto the roads.</summary>
    public static RoadStops Of(Site site, RouteTeam team, IReadOnlyList<Checkpoint> places)
    {
        var rovers = Enumerable.Range(0, team.Count).Where(i => team.Members[i].Family == VehicleFamily.Rover).ToList();
        var homes = rovers.ConvertAll(i =>
            team.Members[i].Home is { } home ? site.Frame.ToLocal(home) : (LocalPoint?)null
        );
        var local = places.Select(place => site.Frame.ToLocal(place.Position)).ToList();
        var known = homes.OfType<LocalPoint>().Distinct().ToList();
        var values = team.ValuesOf(rovers[0]);
        var ground = new DrivableGround(site, values.Word(PatrolWords.Failsafe) == "hold" ? [] : known);
        var (network, access) = ground.Network([.. local, .. known]);
        var first = access.FirstOrDefault(each => each is not null);
        RoadAccess? HomeOf(LocalPoint? home) =>
            home is not { } at ? first
            : access[local.Count + known.IndexOf(at)] is { } near && ground.IsFree(at, network.Nodes[near.Node]) ? near
            : NearestSeen(ground, network, at) ?? access[local.Count + known.IndexOf(at)];
        return new(
            site,
            network,
            [.. access.Take(local.Count)],
            [.. homes.Select(HomeOf)],
            values
        );
    }

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
        : Holds ? "no way leads there from the dock and back, with one-way roads as they are. A road that closes the gap would do."
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
