using DroneCommand.Missions.Energy;

namespace DroneCommand.Missions.Vehicles;

/// <summary>What a planner knows of a type of vehicle.</summary>
public sealed record VehicleClass
{
    public required string Name { get; init; }

    public required VehicleFamily Family { get; init; }

    /// <summary>Speed over ground when a mission names none, m/s; of a plane, through the air.</summary>
    public required double CruiseMps { get; init; }

    /// <summary>The fastest a mission may ask for, m/s.</summary>
    public required double MaxSpeedMps { get; init; }

    /// <summary>Acceleration and braking along the way, m/s².</summary>
    public required double AccelerationMps2 { get; init; }

    /// <summary>
    /// What a stay at a place takes beyond the stay itself, braking and speeding up, seconds: accelerations are not there at
    /// once. ArduCopter's grows by WPNAV_JERK, 1 m/s³, so that 2.5 m/s² cost 2.5 s a stop.
    /// </summary>
    public double StopSeconds { get; init; }

    /// <summary>Climb rate at take-off, m/s; 0 for what does not fly.</summary>
    public double ClimbMps { get; init; }

    /// <summary>Descent rate down to <see cref="FinalDescentMetres"/>, m/s.</summary>
    public double DescentMps { get; init; }

    /// <summary>Descent rate below it, m/s.</summary>
    public double FinalDescentMps { get; init; }

    /// <summary>Height above home at which the slow part of a landing begins, metres.</summary>
    public double FinalDescentMetres { get; init; }

    /// <summary>How long it waits over home before it descends.</summary>
    public TimeSpan LoiterOverHome { get; init; }

    /// <summary>How far it leans into a turn, degrees; 0 for what turns on the spot.</summary>
    public double BankDeg { get; init; }

    /// <summary>
    /// The fastest that it flies through the air, m/s: a copter's lean angle allows no more. Where wind asks for more it
    /// gets slower over ground.
    /// </summary>
    public double MaxAirspeedMps { get; init; } = double.PositiveInfinity;

    /// <summary>The slowest that it flies through the air, m/s; 0 for what can stand still.</summary>
    public double MinAirspeedMps { get; init; }

    /// <summary>Radius of the circles in which it waits, metres; 0 for what can stand still.</summary>
    public double LoiterRadiusMetres { get; init; }

    public required PowerModel Power { get; init; }

    /// <summary>Usable energy of a full battery, Wh.</summary>
    public required double BatteryWh { get; init; }

    /// <summary>From landing with an empty battery until it may leave with a full one, where a template says no other.</summary>
    public TimeSpan SwapTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Share of the battery that no plan may use, percent.</summary>
    public required double ReservePercent { get; init; }

    /// <summary>The wind that a plan's energy allows for unless the template says more, m/s.</summary>
    public required double WindAllowanceMps { get; init; }

    /// <summary>
    /// A 4.5 kg quadcopter with a 6-cell battery: the demo fleet's copters, and the class of a copter of which nothing
    /// else is known. Rates of climb and descent are ArduPilot's defaults.
    /// </summary>
    public static VehicleClass Copter { get; } =
        new()
        {
            Name = "Copter",
            Family = VehicleFamily.Copter,
            CruiseMps = 6,
            MaxSpeedMps = 15,
            AccelerationMps2 = 2.5,
            StopSeconds = 2.5,
            ClimbMps = 2.5,
            DescentMps = 1.5,
            FinalDescentMps = 0.5,
            FinalDescentMetres = 10,
            LoiterOverHome = TimeSpan.FromSeconds(5),
            MaxAirspeedMps = 17,
            Power = new CopterPower(HoverWatts: 420, DragWattsPerMps3: 0.05, MassKg: 4.5, ClimbEfficiency: 0.5),
            BatteryWh = 178,
            ReservePercent = 25,
            WindAllowanceMps = 6,
        };

    /// <summary>A 30 kg wheeled robot: the demo fleet's rover, and the class of a rover of which nothing else is known.</summary>
    public static VehicleClass Rover { get; } =
        new()
        {
            Name = "Rover",
            Family = VehicleFamily.Rover,
            CruiseMps = 1.5,
            MaxSpeedMps = 3,
            AccelerationMps2 = 1,
            Power = new RoverPower(
                MassKg: 30,
                RollingCoefficient: 0.05,
                DragNewtonPerMps2: 0.4,
                DriveEfficiency: 0.6,
                BaseWatts: 25
            ),
            BatteryWh = 360,
            ReservePercent = 20,
            WindAllowanceMps = 6,
        };

    /// <summary>
    /// A 4 kg plane with a pusher propeller and a 6-cell battery: the class of a plane of which nothing else is known. Bank,
    /// climb and sink are below ArduPlane's limits (45°, 5 m/s, 5 m/s), so that there is something left to steer with.
    /// </summary>
    public static VehicleClass Plane { get; } =
        new()
        {
            Name = "Plane",
            Family = VehicleFamily.Plane,
            CruiseMps = 18,
            MaxSpeedMps = 25,
            AccelerationMps2 = 2,
            ClimbMps = 3,
            DescentMps = 2,
            FinalDescentMps = 2,
            BankDeg = 35,
            MaxAirspeedMps = 25,
            MinAirspeedMps = 13,
            LoiterRadiusMetres = 70,
            Power = new PlanePower(
                ParasiteWattsPerMps3: 0.015,
                InducedWattMps: 900,
                MassKg: 4,
                DriveEfficiency: 0.5,
                BaseWatts: 15
            ),
            BatteryWh = 178,
            ReservePercent = 25,
            WindAllowanceMps = 6,
        };

    /// <summary>The built-in class of a family.</summary>
    public static VehicleClass Of(VehicleFamily family) =>
        family switch
        {
            VehicleFamily.Rover => Rover,
            VehicleFamily.Plane => Plane,
            _ => Copter,
        };
}
