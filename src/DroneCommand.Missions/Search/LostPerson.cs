using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>
/// How far lost persons are found from where they were last known: a log-normal distribution of the distance. The four of
/// hikers are least-squares fits to Koester's quartiles and 95 % (Lost Person Behavior, as SAREnv gives them).
/// </summary>
/// <param name="MeanLogKm">Mean of the logarithm of the distance in kilometres.</param>
/// <param name="DeviationLogKm">Its standard deviation.</param>
public sealed record LostPerson(double MeanLogKm, double DeviationLogKm)
{
    public static LostPerson HikerFlatTemperate { get; } = new(0.401, 1.173);
    public static LostPerson HikerFlatDry { get; } = new(0.935, 1.048);
    public static LostPerson HikerMountainTemperate { get; } = new(0.986, 1.184);
    public static LostPerson HikerMountainDry { get; } = new(1.175, 1.074);

    /// <summary>The distribution that fits distances which hold such shares of persons, least squares in the logarithm.</summary>
    /// <param name="shares">More than 0 and less than 1, two different ones or more.</param>
    /// <param name="metres">The distance that holds each share.</param>
    public static LostPerson Fitted(IReadOnlyList<double> shares, IReadOnlyList<double> metres)
    {
        var points = shares.Select((share, i) => (Z: Normal.Quantile(share), Log: Math.Log(metres[i] / 1000))).ToList();
        var (meanZ, meanLog) = (points.Average(p => p.Z), points.Average(p => p.Log));
        var slope = points.Sum(p => (p.Z - meanZ) * (p.Log - meanLog)) / points.Sum(p => (p.Z - meanZ) * (p.Z - meanZ));
        return new(meanLog - slope * meanZ, slope);
    }

    /// <summary>The probability that the person is within so many metres.</summary>
    public double Within(double metres) =>
        metres <= 0 ? 0 : Normal.Cdf((Math.Log(metres / 1000) - MeanLogKm) / DeviationLogKm);

    /// <summary>The radius of the ring that holds that share of persons, metres.</summary>
    /// <param name="probability">More than 0 and less than 1.</param>
    public double RingMetres(double probability) =>
        1000 * Math.Exp(MeanLogKm + DeviationLogKm * Normal.Quantile(probability));

    /// <summary>A map of rings about the last known point, which is its middle and its start.</summary>
    /// <param name="cells">Cells along each side.</param>
    /// <param name="cellMetres">Side of a cell.</param>
    /// <param name="detectionRadiusMetres">Of the sensor.</param>
    public ProbabilityMap Map(int cells, double cellMetres, double detectionRadiusMetres)
    {
        var half = cells * cellMetres / 2;
        var probability = new double[cells * cells];
        for (var row = 0; row < cells; row++)
        {
            for (var column = 0; column < cells; column++)
            {
                probability[row * cells + column] = CellPoc(
                    column * cellMetres - half,
                    row * cellMetres - half,
                    cellMetres
                );
            }
        }

        return new()
        {
            Rows = cells,
            Columns = cells,
            CellMetres = cellMetres,
            Corner = new(-half, -half),
            Start = new(0, 0),
            Probability = probability,
            DetectionRadiusMetres = detectionRadiusMetres,
        };
    }

    /// <summary>The density over a cell, from places within it: near the middle it changes fast.</summary>
    private double CellPoc(double west, double south, double cell)
    {
        const int Places = 4;
        var part = cell / Places;
        var sum = 0.0;
        for (var i = 0; i < Places * Places; i++)
        {
            var (x, y) = (west + (i % Places + 0.5) * part, south + (i / Places + 0.5) * part);
            sum += Density(Math.Sqrt(x * x + y * y)) * part * part;
        }

        return sum;
    }

    private double Density(double metres)
    {
        var z = (Math.Log(metres / 1000) - MeanLogKm) / DeviationLogKm;
        var perMetre = Math.Exp(-z * z / 2) / (metres * DeviationLogKm * Math.Sqrt(2 * Math.PI));
        return perMetre / (2 * Math.PI * metres);
    }
}

/// <summary>One cause of drift: sea current, wind current, leeway (IAMSAR vol. II, ch. 4 and app. K).</summary>
/// <param name="TowardsDeg">The direction towards which it moves things, degrees clockwise from north.</param>
/// <param name="SpeedMps">How fast.</param>
public sealed record DriftVector(double TowardsDeg, double SpeedMps);

/// <summary>The datum: where the object most probably is now, from where it was and what moved it.</summary>
public static class Datum
{
    /// <summary>The datum after a time of drift.</summary>
    public static LocalPoint After(LocalPoint lastKnown, IEnumerable<DriftVector> drifts, TimeSpan elapsed) =>
        drifts.Aggregate(lastKnown, (at, drift) => at.Moved(drift.TowardsDeg, drift.SpeedMps * elapsed.TotalSeconds));

    /// <summary>
    /// The two datums where leeway may diverge to the left or to the right of downwind; the search is then planned about both.
    /// </summary>
    /// <param name="lastKnown">Last known position.</param>
    /// <param name="others">All other drift.</param>
    /// <param name="downwindDeg">The direction towards which the wind blows.</param>
    /// <param name="leewayMps">Speed of the leeway.</param>
    /// <param name="divergenceDeg">By how much it may diverge.</param>
    /// <param name="elapsed">Since the last known position.</param>
    public static (LocalPoint Left, LocalPoint Right) WithLeeway(
        LocalPoint lastKnown,
        IReadOnlyList<DriftVector> others,
        double downwindDeg,
        double leewayMps,
        double divergenceDeg,
        TimeSpan elapsed
    ) =>
        (
            After(lastKnown, [.. others, new(downwindDeg - divergenceDeg, leewayMps)], elapsed),
            After(lastKnown, [.. others, new(downwindDeg + divergenceDeg, leewayMps)], elapsed)
        );
}
