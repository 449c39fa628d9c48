using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Sorties;

/// <summary>
/// Makes the plans of one route: a single one where a battery does, else one per sortie, with a battery swap between each
/// and the next.
/// </summary>
internal sealed class SortiePlanner
{
    /// <summary>A route is planned with so many sorties at most.</summary>
    private const int MostSorties = 200;

    private const int MostRounds = 6;

    /// <summary>A battery that just reaches a place does nothing there.</summary>
    private const double SomewhatMore = 1.05;

    private readonly SiteTask task;
    private readonly RouteTeam team;
    private readonly PlanMaker maker;
    private readonly VehicleRoute route;
    private readonly IReadOnlyList<TrackPoint> track;
    private readonly FlightModel model;
    private readonly double speedMps;

    /// <param name="task">The mission.</param>
    /// <param name="team">Its vehicles.</param>
    /// <param name="maker">Makes a plan of a track.</param>
    /// <param name="route">The route.</param>
    public SortiePlanner(SiteTask task, RouteTeam team, PlanMaker maker, VehicleRoute route)
    {
        (this.task, this.team, this.maker, this.route) = (task, team, maker, route);
        track = PlanBuilder.Distinct(TrackThinning.To(route.Track, MissionPlanner.MaxItems - 5));
        (model, speedMps) = (team.ModelOf(route.Index), route.SpeedMps);
    }

    private VehicleClass Vehicle => task.Team[route.Index].Vehicle;

    private GeoPoint Home => task.Team[route.Index].Home!.Value;

    /// <summary>The plans, by vehicle and then by sortie.</summary>
    /// <param name="spare">Indices of vehicles of the same kind that have no route of their own and may share this one.</param>
    public IReadOnlyList<Plan> Plans(IReadOnlyList<int> spare)
    {
        var whole = maker.Of(route, track, route.Index);
        var budget = whole.AvailableWh;
        if (track.Count < 2 || (spare.Count == 0 && Fits(whole, budget)))
        {
            return [whole];
        }

        if (whole.Problems.Any(problem => problem.Code != ProblemCode.NotEnoughEnergy))
        {
            // What is wrong with the way does not get better by cutting it.
            return [whole];
        }

        for (var (round, spared) = (0, 0.0); round < MostRounds; round++)
        {
            var cuts = new SortieCuts(CostsFor(), budget - spared);
            var (begins, beyond) = cuts.Fewest();
            if (begins is null || begins.Count > MostSorties)
            {
                return [whole with { Problems = [OutOfReach(whole, cuts, beyond ?? begins![MostSorties])] }];
            }

            var plans = Shared(cuts, begins.Count, spare);
            var excess = plans.Max(plan => plan.Energy95Wh) - budget;
            if (excess <= 0)
            {
                return plans;
            }

            // Corners cost a little more than the estimate that was cut by.
            spared += excess + 0.01;
        }

        return [whole];
    }

    /// <summary>One battery, and at no place of the route too little for the way home.</summary>
    private bool Fits(Plan whole, double budgetWh)
    {
        if (whole.Energy95Wh > budgetWh)
        {
            return false;
        }

        var cuts = new SortieCuts(CostsFor() with { PerSortie = default }, budgetWh);
        return cuts.Furthest(new(0, 0), double.PositiveInfinity).CompareTo(cuts.End) >= 0;
    }

    /// <summary>Sorties on the vehicle, or on it and its spare ones, whichever is done first.</summary>
    private List<Plan> Shared(SortieCuts cuts, int fewest, IReadOnlyList<int> spare)
    {
        int[] vehicles = [route.Index, .. spare];
        var swap = team.SwapTimeOf(Vehicle);
        var alone = Parts(cuts, cuts.Fewest().Begins!)
            .Select((part, i) => Sortie(part, route.Index, i == fewest - 1))
            .ToList();
        var best = InOrder(alone, swap);
        for (var sorties = fewest; spare.Count > 0 && sorties <= fewest + 2 * vehicles.Length; sorties++)
        {
            if (cuts.Even(sorties) is not { } begins)
            {
                continue;
            }

            var parts = Parts(cuts, begins).ToList();
            var seconds = parts.ConvertAll(part => cuts.Cost(part.From, part.To).Seconds);
            var atBest = (seconds.Sum() + Math.Max(0, sorties - vehicles.Length) * swap.TotalSeconds) / vehicles.Length;
            if (atBest < EndOf(best).TotalSeconds && Try(parts, seconds, vehicles, swap) is { } plans)
            {
                // Cuts that have no straight way home to one dock may have one to another.
                best = EndOf(plans) < EndOf(best) || best.Exists(plan => plan.Problems.Count > 0) ? plans : best;
            }
        }

        return best;
    }

    /// <summary>Parts on vehicles, each on one from whose dock it has no problems; null when there is none for some.</summary>
    private List<Plan>? Try(
        List<(RouteCut From, RouteCut To)> parts,
        List<double> seconds,
        int[] vehicles,
        TimeSpan swap
    )
    {
        var made = new Dictionary<(int Part, int Vehicle), Plan>();
        Plan Made(int part, int vehicle) =>
            made.TryGetValue((part, vehicle), out var plan)
                ? plan
                : made[(part, vehicle)] = Sortie(parts[part], vehicles[vehicle], part == parts.Count - 1);
        var sharing = SortieShares.Of(
            seconds,
            vehicles.Length,
            swap.TotalSeconds,
            (part, vehicle) => Made(part, vehicle).Problems.Count == 0
        );
        return sharing is null
            ? null
            :
            [
                .. Enumerable
                    .Range(0, vehicles.Length)
                    .SelectMany(vehicle =>
                        InOrder(
                            [
                                .. Enumerable
                                    .Range(0, parts.Count)
                                    .Where(part => sharing[part] == vehicle)
                                    .Select(part => Made(part, vehicle)),
                            ],
                            swap
                        )
                    ),
            ];
    }

    private Plan Sortie((RouteCut From, RouteCut To) part, int vehicle, bool endsRoute) =>
        maker.Of(route, TrackSlice.Of(track, part.From, part.To), vehicle, endsRoute);

    /// <summary>The sorties of one vehicle, with a battery swap between each and the next.</summary>
    private static List<Plan> InOrder(List<Plan> own, TimeSpan swap)
    {
        var plans = new List<Plan>();
        var begin = TimeSpan.Zero;
        foreach (var plan in own)
        {
            plans.Add(plan with { Sortie = plans.Count + 1, Sorties = own.Count, Begins = begin });
            begin += plan.Duration + swap;
        }

        return plans;
    }

    private static TimeSpan EndOf(IReadOnlyList<Plan> plans) => plans.Max(plan => plan.Begins + plan.Duration);

    private static IEnumerable<(RouteCut From, RouteCut To)> Parts(SortieCuts cuts, IReadOnlyList<RouteCut> begins) =>
        begins.Select((begin, i) => (begin, i + 1 < begins.Count ? begins[i + 1] : cuts.End));

    private RouteCosts CostsFor()
    {
        var stop = 2 * speedMps / Vehicle.AccelerationMps2;
        return new RouteCosts
        {
            Legs = RouteLegs(),
            Out = Remembered(OutTo),
            Home = HomeFrom,
            PerSortie = Vehicle.MinAirspeedMps > 0 ? default : model.Vertical(0, stop),
        };
    }

    /// <summary>The route's own legs, with what is done at the end of each.</summary>
    private IReadOnlyList<LegCost> RouteLegs()
    {
        var builder = new PlanBuilder(Vehicle, Home, speedMps, model);
        builder.Build(track);
        return
        [
            .. builder
                .Legs.Where(leg => leg.Kind == LegKind.Route)
                .Select(leg => new LegCost(leg.Duration.TotalSeconds, leg.GroundMps, leg.Energy)),
        ];
    }

    private LegCost OutTo(RouteCut cut)
    {
        var point = TrackSlice.At(track, cut);
        var up = model.Vertical(Vehicle.ClimbMps, VerticalTimes.Climb(Vehicle, point.Altitude.Metres));
        if (Vehicle.Family == VehicleFamily.Plane)
        {
            var ahead = PlaneDeparture.ClimbOut(task.Site, Home, point).Position;
            // And once round, for the turns between.
            return up
                + Way([
                    Home,
                    ahead,
                    .. maker.Ways.Between(Vehicle.Family, ahead, point.Position, point.Altitude),
                    point.Position,
                ])
                + model.Circling(2 * Math.PI * team.TurnRadiusOf(route.Index), speedMps);
        }

        return up
            + Way([Home, .. maker.Ways.Between(Vehicle.Family, Home, point.Position, point.Altitude), point.Position]);
    }

    /// <summary>Straight, from the height of the place or the one to which Return to Launch climbs first.</summary>
    private LegCost HomeFrom(RouteCut cut)
    {
        var point = TrackSlice.At(track, cut);
        var top = Vehicle.ClimbMps > 0 ? Math.Max(point.Altitude.Metres, maker.Ways.ReturnAltitude(Vehicle.Family)) : 0;
        return model.Vertical(Vehicle.ClimbMps, VerticalTimes.Climb(Vehicle, top - point.Altitude.Metres))
            + Way([point.Position, Home])
            + model.Vertical(-Vehicle.DescentMps, VerticalTimes.Landing(Vehicle, top));
    }

    private LegCost Way(IReadOnlyList<GeoPoint> places) =>
        model
            .Along([
                .. places
                    .Zip(places.Skip(1), Geodesic.Inverse)
                    .Select(line => new LegShape(line.DistanceMetres, line.InitialAzimuthDeg, 180, speedMps)),
            ])
            .Aggregate(default(LegCost), (sum, leg) => sum + leg);

    /// <summary>A sortie's beginning is asked for again and again while its end is looked for.</summary>
    private static Func<RouteCut, LegCost> Remembered(Func<RouteCut, LegCost> cost)
    {
        var known = new Dictionary<RouteCut, LegCost>();
        return cut => known.TryGetValue(cut, out var found) ? found : known[cut] = cost(cut);
    }

    /// <summary>Names the place of the route that takes most to get to and home from.</summary>
    private Problem OutOfReach(Plan whole, SortieCuts cuts, RouteCut beyond)
    {
        var cut = Enumerable
            .Range(0, track.Count)
            .Select(i => new RouteCut(i, 0))
            .Prepend(beyond)
            .MaxBy(at => cuts.Cost(at, at).Energy.At95Wh);
        var place = TrackSlice.At(track, cut).Position;
        var need = cuts.Cost(cut, cut).Energy.At95Wh;
        var battery = need * SomewhatMore / (1 - whole.ReservePercent / 100);
        var dock = NearestDockThatDoes(whole.AvailableWh, cut);
        var orDock = dock > 0 ? FormattableString.Invariant($", or a dock within {dock:0} m of it") : "";
        var remedy = FormattableString.Invariant($"A battery of {Math.Ceiling(battery):0} Wh would do{orDock}.");
        var reason = FormattableString.Invariant(
            $"The route's place {place} is out of reach, {Geodesic.Distance(Home, place):0} m from home: the way there and back needs up to {Math.Ceiling(need):0} Wh in 95 of 100 flights; a {Vehicle.Name} has {whole.AvailableWh:0} Wh above its reserve of {whole.ReservePercent:0} %. {remedy}"
        );
        return new Problem(ProblemCode.NotEnoughEnergy, reason, place) { Remedy = remedy };
    }

    /// <summary>Metres, in steps of 10.</summary>
    private double NearestDockThatDoes(double budgetWh, RouteCut cut)
    {
        var point = TrackSlice.At(track, cut);
        var up = model.Vertical(Vehicle.ClimbMps, VerticalTimes.Climb(Vehicle, point.Altitude.Metres));
        var down = model.Vertical(-Vehicle.DescentMps, VerticalTimes.Landing(Vehicle, point.Altitude.Metres));
        var metre = Way([Home, point.Position]).Energy.At95Wh / Math.Max(1, Geodesic.Distance(Home, point.Position));
        var left = budgetWh - (up + down).Energy.At95Wh;
        return metre > 0 ? Math.Floor(left / (2 * SomewhatMore * metre) / 10) * 10 : 0;
    }
}
