using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>What is known of an object that drifts.</summary>
/// <param name="LastKnown">Where it was.</param>
/// <param name="Elapsed">Since then, until the search begins.</param>
/// <param name="Current">Sea and wind current together.</param>
/// <param name="DownwindDeg">The direction towards which the wind blows.</param>
/// <param name="LeewayMps">Speed of the leeway: a share of the wind's.</param>
/// <param name="DivergenceDeg">By how much the leeway may diverge to either side of downwind.</param>
public sealed record DriftingObject(
    LocalPoint LastKnown,
    TimeSpan Elapsed,
    DriftVector Current,
    double DownwindDeg,
    double LeewayMps,
    double DivergenceDeg
);

/// <summary>What may be wrong with positions and drift.</summary>
/// <param name="PositionMetres">X: probable error of the last known position.</param>
/// <param name="NavigationMetres">Y: of the searcher's navigation.</param>
/// <param name="DriftShare">Of the distance drifted: 0.3 where nothing better is known.</param>
public sealed record DriftErrors(double PositionMetres, double NavigationMetres, double DriftShare);

/// <summary>Where one assumption about the leeway puts the object.</summary>
/// <param name="Place">The datum under that assumption.</param>
/// <param name="ErrorMetres">De, the probable error of its drift.</param>
public sealed record DriftCase(LocalPoint Place, double ErrorMetres);

/// <summary>
/// The datum with drift (IAMSAR vol. II, ch. 4; minimax as in the U.S. supplement): leeway to the left and to the right of
/// downwind and straight downwind give a circle each, as large as the drift's probable error; the datum is the middle of
/// the smallest circle about them all, and its radius is the drift's error De.
/// </summary>
/// <param name="Place">The datum.</param>
/// <param name="DriftErrorMetres">De minimax; for two cases (distance + De₁ + De₂) / 2.</param>
/// <param name="TotalErrorMetres">E = √(X² + Y² + De²).</param>
/// <param name="Drift">From the last known position to the datum, as a constant movement.</param>
/// <param name="Cases">Left, downwind and right; one when leeway does not diverge.</param>
public sealed record DriftDatum(
    LocalPoint Place,
    double DriftErrorMetres,
    double TotalErrorMetres,
    DriftVector Drift,
    IReadOnlyList<DriftCase> Cases
)
{
    /// <summary>Works the datum out.</summary>
    public static DriftDatum Of(DriftingObject drifting, DriftErrors errors)
    {
        double[] turns = drifting is { LeewayMps: > 0, DivergenceDeg: > 0 }
            ? [-drifting.DivergenceDeg, 0, drifting.DivergenceDeg]
            : [0];
        var cases = turns.Select(turn => Case(drifting, errors, turn)).ToList();
        var (place, error) = SmallestCircle(cases);
        var seconds = drifting.Elapsed.TotalSeconds;
        var drift = new DriftVector(
            (drifting.LastKnown.AzimuthTo(place) + 360) % 360,
            seconds > 0 ? drifting.LastKnown.DistanceTo(place) / seconds : 0
        );
        var total = SearchTheory.TotalProbableError(errors.PositionMetres, errors.NavigationMetres, error);
        return new(place, error, total, drift, cases);
    }

    private static DriftCase Case(DriftingObject drifting, DriftErrors errors, double turnDeg)
    {
        var place = Datum.After(
            drifting.LastKnown,
            [drifting.Current, new(drifting.DownwindDeg + turnDeg, drifting.LeewayMps)],
            drifting.Elapsed
        );
        return new(place, errors.DriftShare * drifting.LastKnown.DistanceTo(place));
    }

    /// <summary>The smallest circle about circles: that of one, of two, or the middle where the farthest edge is nearest.</summary>
    private static (LocalPoint Place, double Radius) SmallestCircle(IReadOnlyList<DriftCase> cases)
    {
        var best = cases
            .SelectMany((one, i) => cases.Skip(i).Select(other => AboutTwo(one, other)))
            .Where(circle => Reach(cases, circle.Place) <= circle.Radius + 1e-9)
            .OrderBy(circle => circle.Radius)
            .Take(1)
            .ToList();
        return best.Count > 0 ? best[0] : AboutAll(cases);
    }

    private static double Reach(IReadOnlyList<DriftCase> cases, LocalPoint from) =>
        cases.Max(each => from.DistanceTo(each.Place) + each.ErrorMetres);

    private static (LocalPoint Place, double Radius) AboutTwo(DriftCase one, DriftCase other)
    {
        var between = one.Place.DistanceTo(other.Place);
        if (between <= Math.Abs(one.ErrorMetres - other.ErrorMetres))
        {
            var larger = one.ErrorMetres >= other.ErrorMetres ? one : other;
            return (larger.Place, larger.ErrorMetres);
        }

        var radius = (between + one.ErrorMetres + other.ErrorMetres) / 2;
        var share = (radius - one.ErrorMetres) / between;
        return (
            new(
                one.Place.EastMetres + (other.Place.EastMetres - one.Place.EastMetres) * share,
                one.Place.NorthMetres + (other.Place.NorthMetres - one.Place.NorthMetres) * share
            ),
            radius
        );
    }

    /// <summary>The reach is convex, so that thirds of thirds find where it is least.</summary>
    private static (LocalPoint Place, double Radius) AboutAll(IReadOnlyList<DriftCase> cases)
    {
        var (south, north) = (cases.Min(c => c.Place.NorthMetres), cases.Max(c => c.Place.NorthMetres));
        var place = LeastAlong(south, north, y => BestInRow(cases, y), candidate => Reach(cases, candidate));
        return (place, Reach(cases, place));
    }

    private static LocalPoint BestInRow(IReadOnlyList<DriftCase> cases, double north) =>
        LeastAlong(
            cases.Min(c => c.Place.EastMetres),
            cases.Max(c => c.Place.EastMetres),
            x => new LocalPoint(x, north),
            candidate => Reach(cases, candidate)
        );

    private static LocalPoint LeastAlong(
        double low,
        double high,
        Func<double, LocalPoint> at,
        Func<LocalPoint, double> cost
    )
    {
        const int Thirds = 100;
        for (var i = 0; i < Thirds; i++)
        {
            var third = (high - low) / 3;
            (low, high) = cost(at(low + third)) < cost(at(high - third)) ? (low, high - third) : (low + third, high);
        }

        return at((low + high) / 2);
    }
}
