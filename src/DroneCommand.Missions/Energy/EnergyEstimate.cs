namespace DroneCommand.Missions.Energy;

/// <summary>
/// The energy of a way or a part of it, with what it would be if the wind turned out otherwise. Estimates of parts add up,
/// because one wind and one battery serve all of them: what is uncertain goes wrong everywhere alike.
/// </summary>
/// <param name="PlannedWh">What a plan says: in the wind that is given, or against the class's allowance all the way.</param>
/// <param name="MeanWh">The middle of what is to be expected.</param>
/// <param name="StrongWh">In the wind that 95 of 100 cases stay below.</param>
/// <param name="BackedWh">With the wind from further left by its direction's standard deviation.</param>
/// <param name="VeeredWh">And from further right.</param>
public readonly record struct EnergyEstimate(
    double PlannedWh,
    double MeanWh,
    double StrongWh,
    double BackedWh,
    double VeeredWh
)
{
    /// <summary>Standard deviations above the mean that 95 % stay below, one-sided.</summary>
    private const double Z95 = 1.6448536269514722;

    /// <summary>
    /// Standard deviation of a class's power against a vehicle's own, relative: propellers, payload, air density, age. (A
    /// tenth of a quadcopter's mass is 15 % of its hover power; a class is told its mass to within about 4 %.)
    /// </summary>
    public const double PowerSigma = 0.06;

    /// <summary>Standard deviation of the time that a way takes, relative: corners flown wider, speed not held.</summary>
    public const double TimeSigma = 0.03;

    /// <summary>Standard deviation of a wind's direction, degrees: a forecast's, and what it turns in half an hour.</summary>
    public const double DirectionSigmaDeg = 20;

    /// <summary>95 of 100 flights need no more.</summary>
    public double At95Wh
    {
        get
        {
            var wind = Math.Max(0, StrongWh - MeanWh);
            var direction = Z95 * Math.Max(0, Math.Max(BackedWh, VeeredWh) - MeanWh);
            var vehicle = Z95 * Math.Sqrt(PowerSigma * PowerSigma + TimeSigma * TimeSigma) * MeanWh;
            return MeanWh + Math.Sqrt(wind * wind + direction * direction + vehicle * vehicle);
        }
    }

    /// <summary>The same in every case.</summary>
    public static EnergyEstimate Of(double wattHours) => new(wattHours, wattHours, wattHours, wattHours, wattHours);

    public static EnergyEstimate operator +(EnergyEstimate one, EnergyEstimate other) =>
        new(
            one.PlannedWh + other.PlannedWh,
            one.MeanWh + other.MeanWh,
            one.StrongWh + other.StrongWh,
            one.BackedWh + other.BackedWh,
            one.VeeredWh + other.VeeredWh
        );

    public static EnergyEstimate operator *(EnergyEstimate estimate, double share) =>
        new(
            estimate.PlannedWh * share,
            estimate.MeanWh * share,
            estimate.StrongWh * share,
            estimate.BackedWh * share,
            estimate.VeeredWh * share
        );
}
