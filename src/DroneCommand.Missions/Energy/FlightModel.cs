using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Energy;

/// <summary>A straight leg as its cost depends on it.</summary>
/// <param name="Metres">Over ground.</param>
/// <param name="CourseDeg">Degrees clockwise from true north.</param>
/// <param name="TurnDeg">Change of heading at its end; the last leg stops anyway.</param>
/// <param name="SpeedMps">Wanted speed over ground; of a plane, through the air.</param>
/// <param name="RiseMetres">Height gained along it; negative when it sinks.</param>
internal readonly record struct LegShape(
    double Metres,
    double CourseDeg,
    double TurnDeg,
    double SpeedMps,
    double RiseMetres = 0
);

/// <summary>What a leg takes.</summary>
/// <param name="Seconds">With braking for turns.</param>
/// <param name="GroundMps">Speed over ground away from its ends.</param>
/// <param name="Energy">In all cases of the wind.</param>
internal readonly record struct LegCost(double Seconds, double GroundMps, EnergyEstimate Energy)
{
    public static LegCost operator +(LegCost one, LegCost other) =>
        new(one.Seconds + other.Seconds, Math.Max(one.GroundMps, other.GroundMps), one.Energy + other.Energy);
}

/// <summary>
/// How vehicles of a class move and what that costs, in a wind that is known or, when it is not, against the class's
/// allowance all the way. In a known wind power follows from the airspeed of each leg: a copter holds its speed over
/// ground until its lean angle allows no more, a plane its airspeed.
/// </summary>
internal sealed class FlightModel(VehicleClass vehicle, Wind? wind, double allowanceMps)
{
    /// <summary>With less headway than this a leg counts as impossible.</summary>
    public const double LeastHeadwayMps = 1;

    private bool FliesOnWings => vehicle.MinAirspeedMps > 0;

    /// <summary>The costs of consecutive legs that begin and end at rest.</summary>
    public IReadOnlyList<LegCost> Along(IReadOnlyList<LegShape> legs)
    {
        var seconds = FliesOnWings ? [.. legs.Select(leg => leg.Metres / leg.SpeedMps)] : WithStops(legs);
        return [.. legs.Select((leg, i) => Cost(leg, seconds[i]))];
    }

    /// <summary>Straight up, straight down, or waiting in the air.</summary>
    /// <param name="climbMps">Up positive.</param>
    /// <param name="seconds">How long.</param>
    public LegCost Vertical(double climbMps, double seconds)
    {
        double In(double windMps) => Resting(windMps, climbMps) * seconds / 3600;
        var energy = wind is { } known
            ? new EnergyEstimate(
                In(known.SpeedMps),
                In(known.SpeedMps),
                In(Strong(known).SpeedMps),
                In(known.SpeedMps),
                In(known.SpeedMps)
            )
            : Unknown(In(allowanceMps), In(allowanceMps / 2));
        return new LegCost(seconds, Math.Abs(climbMps), energy);
    }

    /// <summary>Round and round: every course comes alike.</summary>
    /// <param name="metres">Over ground.</param>
    /// <param name="speedMps">Wanted speed.</param>
    public LegCost Circling(double metres, double speedMps)
    {
        const int courses = 8;
        var sum = default(LegCost);
        for (var i = 0; i < courses; i++)
        {
            var share = new LegShape(metres / courses, 360.0 * i / courses, 0, speedMps);
            sum += Cost(share, share.Metres / speedMps);
        }

        return sum;
    }

    /// <summary>False where the wind lets it make no headway on a course.</summary>
    public bool MakesHeadway(double courseDeg, double speedMps) =>
        wind is null
            ? !FliesOnWings || speedMps - allowanceMps >= LeastHeadwayMps
            : Motion(wind, courseDeg, speedMps).Ground >= LeastHeadwayMps;

    /// <summary>False where gusts exceed what it can fly against: it is blown off its course while they last.</summary>
    public bool StandsGusts(double speedMps) =>
        wind is null
        || vehicle.Family == VehicleFamily.Rover
        || wind.GustMps <= (FliesOnWings ? speedMps : vehicle.MaxAirspeedMps);

    private LegCost Cost(LegShape leg, double seconds)
    {
        if (wind is not { } known)
        {
            var slow = Rising(leg, seconds);
            var climb = slow > 0 ? leg.RiseMetres / slow : 0;
            return new(slow, leg.SpeedMps, Unknown(Against(leg, slow, climb, allowanceMps), Mixed(leg, slow, climb)));
        }

        var (took, ground, energy) = In(known, leg, seconds);
        double Other(Wind other) => In(other, leg, seconds).WattHours;
        return new(
            took,
            ground,
            new(
                energy,
                energy,
                Other(Strong(known)),
                Other(known with { FromDeg = known.FromDeg - EnergyEstimate.DirectionSigmaDeg }),
                Other(known with { FromDeg = known.FromDeg + EnergyEstimate.DirectionSigmaDeg })
            )
        );
    }

    private (double Seconds, double Ground, double WattHours) In(Wind blowing, LegShape leg, double seconds)
    {
        var (ground, air) = Motion(blowing, leg.CourseDeg, leg.SpeedMps);
        ground = Math.Max(ground, LeastHeadwayMps / 2);
        var moving = leg.Metres / ground;
        var stopping = FliesOnWings ? 0 : Math.Max(0, seconds - leg.Metres / leg.SpeedMps);
        var took = Rising(leg, moving + stopping);
        var climb = took > 0 ? leg.RiseMetres / took : 0;
        var resting =
            vehicle.Family == VehicleFamily.Rover
                ? vehicle.Power.Watts(leg.SpeedMps, 0, 0)
                : Resting(blowing.SpeedMps, climb);
        var energy = vehicle.Power.Watts(ground, air - ground, climb) * moving + resting * (took - moving);
        return (took, ground, energy / 3600);
    }

    /// <summary>Speeds over ground and through the air; the first is not positive when there is no headway.</summary>
    private (double Ground, double Air) Motion(Wind blowing, double courseDeg, double speedMps)
    {
        var (along, across) = WindTriangle.Parts(blowing, courseDeg);
        switch (vehicle.Family)
        {
            case VehicleFamily.Rover:
                return (speedMps, Math.Max(0, speedMps - along));
            case VehicleFamily.Plane:
                return (WindTriangle.GroundSpeed(speedMps, along, across) ?? 0, speedMps);
        }

        var air = WindTriangle.Airspeed(speedMps, along, across);
        var most = vehicle.MaxAirspeedMps;
        return air <= most ? (speedMps, air) : (WindTriangle.GroundSpeed(most, along, across) ?? 0, most);
    }

    private double Against(LegShape leg, double seconds, double climb, double windMps)
    {
        if (!FliesOnWings)
        {
            return vehicle.Power.Watts(leg.SpeedMps, windMps, climb) * seconds / 3600;
        }

        var ground = Math.Max(LeastHeadwayMps / 2, leg.SpeedMps - windMps);
        return vehicle.Power.Watts(ground, leg.SpeedMps - ground, climb) * leg.Metres / ground / 3600;
    }

    /// <summary>Half of it against half of the allowance, half of it with it: what a way out and back meets.</summary>
    private double Mixed(LegShape leg, double seconds, double climb)
    {
        var half = Math.Min(allowanceMps / 2, leg.SpeedMps);
        return (Against(leg, seconds, climb, allowanceMps / 2) + Against(leg, seconds, climb, -half)) / 2;
    }

    /// <summary>Watts of what stands in the air, or circles in it.</summary>
    private double Resting(double windMps, double climbMps)
    {
        if (FliesOnWings)
        {
            return vehicle.Power.Watts(vehicle.CruiseMps, 0, climbMps);
        }

        return vehicle.Power.Watts(0, Math.Min(windMps, vehicle.MaxAirspeedMps), climbMps);
    }

    /// <summary>Steep legs are flown as slowly as climb and descent allow; a plane cannot, and is refused elsewhere.</summary>
    private double Rising(LegShape leg, double seconds)
    {
        var rate = leg.RiseMetres > 0 ? vehicle.ClimbMps : vehicle.DescentMps;
        return rate > 0 && !FliesOnWings ? Math.Max(seconds, Math.Abs(leg.RiseMetres) / rate) : seconds;
    }

    /// <summary>Groups of legs without a turn between them go from stop to stop.</summary>
    private double[] WithStops(IReadOnlyList<LegShape> legs)
    {
        var seconds = new double[legs.Count];
        var first = 0;
        for (var i = 0; i < legs.Count; i++)
        {
            if (i < legs.Count - 1 && legs[i].TurnDeg < LegTimes.TurnDegrees)
            {
                continue;
            }

            double length = 0,
                moving = 0;
            for (var j = first; j <= i; j++)
            {
                length += legs[j].Metres;
                moving += legs[j].Metres / legs[j].SpeedMps;
            }

            var time = moving > 0 ? LegTimes.StopToStop(length, length / moving, vehicle.AccelerationMps2) : 0;
            for (; first <= i; first++)
            {
                seconds[first] = moving > 0 ? time * (legs[first].Metres / legs[first].SpeedMps) / moving : 0;
            }
        }

        return seconds;
    }

    private static EnergyEstimate Unknown(double against, double mean) => new(against, mean, against, mean, mean);

    private static Wind Strong(Wind known) => known with { SpeedMps = Math.Max(known.SpeedMps, known.GustMps) };
}
