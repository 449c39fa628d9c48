using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>A place of a route with the height at which it is passed.</summary>
/// <param name="Position">Where.</param>
/// <param name="Altitude">Above home; 0 for what drives.</param>
public readonly record struct RoutePoint(GeoPoint Position, AltitudeAboveHome Altitude);

/// <summary>What a leg is for.</summary>
public enum LegKind
{
    /// <summary>Straight up over home.</summary>
    TakeOff,

    /// <summary>From home to where the route begins.</summary>
    Approach,

    /// <summary>Part of what the mission is for.</summary>
    Route,

    /// <summary>From the route's end to home.</summary>
    Return,

    /// <summary>Straight down over home.</summary>
    Landing,
}

/// <summary>A straight part of a plan.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Number">Counts the legs that cover ground from 1; 0 for take-off and landing.</param>
/// <param name="RouteIndex">Index in <see cref="Plan.Track"/> of its end; of the place itself for take-off and landing.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="LengthMetres">Over ground.</param>
/// <param name="SpeedMps">Wanted speed over ground, or of climb and descent.</param>
/// <param name="Duration">With braking for turns.</param>
/// <param name="EnergyWh">With the wind allowance.</param>
public sealed record PlanLeg(
    LegKind Kind,
    int Number,
    int RouteIndex,
    RoutePoint From,
    RoutePoint To,
    double LengthMetres,
    double SpeedMps,
    TimeSpan Duration,
    double EnergyWh
)
{
    /// <summary>Over ground in the orbit at its end; 0 where there is none.</summary>
    public double TurningMetres { get; init; }

    /// <summary>Degrees clockwise from true north at its beginning; 0 for take-off and landing.</summary>
    public double CourseDeg { get; init; }

    /// <summary>Speed over ground that the wind leaves of <see cref="SpeedMps"/>, or of climb and descent.</summary>
    public double GroundMps { get; init; }

    /// <summary>Its energy with what is uncertain about it.</summary>
    public EnergyEstimate Energy { get; init; } = EnergyEstimate.Of(EnergyWh);

    /// <summary>For sentences: 'leg 3', 'the way back'.</summary>
    public string Title =>
        Kind switch
        {
            LegKind.TakeOff => "the take-off",
            LegKind.Approach => "the way to the route",
            LegKind.Return => "the way back",
            LegKind.Landing => "the landing",
            _ => $"leg {Number}",
        };
}

/// <summary>The concrete route of one vehicle. Immutable.</summary>
public sealed record Plan
{
    public required string TemplateId { get; init; }

    public required string TemplateName { get; init; }

    public required string SiteId { get; init; }

    public required VehicleClass Vehicle { get; init; }

    public VehicleFamily Family => Vehicle.Family;

    public required GeoPoint Home { get; init; }

    /// <summary>Height of the site's ground, for what needs home's altitude above mean sea level.</summary>
    public required AltitudeAmsl HomeAltitude { get; init; }

    /// <summary>Every parameter with the value it was planned with, defaults and choices included.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>What unpredictable choices were drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>Speed over ground between turns, m/s.</summary>
    public required double SpeedMps { get; init; }

    /// <summary>In the order of movement; empty when there is no plan.</summary>
    public required IReadOnlyList<PlanLeg> Legs { get; init; }

    /// <summary>From home (at the height after take-off) around and back to home; empty when there is no plan.</summary>
    public required IReadOnlyList<RoutePoint> Route { get; init; }

    /// <summary>The same places with what is done at each: of an orbit its middle. Empty when there is no plan.</summary>
    public required IReadOnlyList<TrackPoint> Track { get; init; }

    /// <summary>The part of the track that the mission is for, without the ways to and from it.</summary>
    public IReadOnlyList<TrackPoint> RouteTrack
    {
        get
        {
            var approach = Legs.LastOrDefault(leg => leg.Kind == LegKind.Approach)?.RouteIndex ?? 0;
            var back = Legs.FirstOrDefault(leg => leg.Kind == LegKind.Return)?.RouteIndex ?? Track.Count;
            return [.. Track.Skip(approach).Take(back - approach)];
        }
    }

    /// <summary>The least height of the route above the terrain, metres; null where none is known, and for what drives.</summary>
    public double? GroundClearanceMetres { get; init; }

    /// <summary>The vehicle's name within a plan for several: 'copter 2'; empty for one alone.</summary>
    public string VehicleName { get; init; } = "";

    /// <summary>What is done over home before the way to the route.</summary>
    public IReadOnlyList<PlanAction> AtTakeOff { get; init; } = [];

    /// <summary>What is done at the end of the route.</summary>
    public RouteEnd End { get; init; }

    /// <summary>The vehicle's index in the team.</summary>
    public int TeamIndex { get; init; }

    /// <summary>Which flight of the vehicle, from 1.</summary>
    public int Sortie { get; init; } = 1;

    /// <summary>How many the vehicle's route takes.</summary>
    public int Sorties { get; init; } = 1;

    /// <summary>When it is begun, from the beginning of the mission: after the sorties before it and their battery swaps.</summary>
    public TimeSpan Begins { get; init; }

    /// <summary>The wind that was given; null when none was, and then <see cref="WindMps"/> is allowed for on every leg.</summary>
    public Wind? Wind { get; init; }

    /// <summary>What is to be masked in its video, and when; empty where the template masks nothing.</summary>
    public IReadOnlyList<ZoneMask> Masks { get; init; } = [];

    /// <summary>By which <see cref="Masks"/> are worked out again for a plan that is taken up in the middle.</summary>
    internal ZoneMasks? Masking { get; init; }

    /// <summary>The steps that a vehicle is told, in order; a mission's items are made of them.</summary>
    internal IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>Share of the battery that must be left, percent.</summary>
    public required double ReservePercent { get; init; }

    /// <summary>Wind that the energy allows for, m/s.</summary>
    public required double WindMps { get; init; }

    /// <summary>Radius of a plane's turns over ground, metres; 0 for what turns on the spot.</summary>
    public double TurnRadiusMetres { get; init; }

    /// <summary>The most that an arc lies beyond the chords by which it is told, metres.</summary>
    public double ArcBulgeMetres => PlanePath.BulgeOf(TurnRadiusMetres);

    /// <summary>Its failsafes must stay where it is, for straight ways home are not checked.</summary>
    public bool HoldsOnFailsafe { get; init; }

    /// <summary>Why it may not be flown; empty when it may.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    public bool IsFlyable => Problems.Count == 0 && Legs.Count > 0;

    /// <summary>Over ground, the ways to the route and back included.</summary>
    public double LengthMetres => Legs.Sum(leg => leg.LengthMetres + leg.TurningMetres);

    /// <summary>From leaving the dock to standing on it again.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Legs.Sum(leg => leg.Duration.TotalSeconds));

    public double EnergyWh => Legs.Sum(leg => leg.EnergyWh);

    /// <summary>95 of 100 flights need no more: <see cref="EnergyEstimate"/> says what is taken for uncertain.</summary>
    public double Energy95Wh => Legs.Aggregate(default(EnergyEstimate), (sum, leg) => sum + leg.Energy).At95Wh;

    /// <summary>What a full battery gives down to the reserve.</summary>
    public double AvailableWh => Vehicle.BatteryWh * (1 - ReservePercent / 100);

    /// <summary>Of a full battery.</summary>
    public double EnergyPercent => EnergyWh / Vehicle.BatteryWh * 100;

    /// <summary>It climbs on the way to the first place of its approach, as planes do, not straight up over home.</summary>
    public bool ClimbsOut => Family == VehicleFamily.Plane;

    /// <summary>How many legs cover ground.</summary>
    public int LegCount => Legs.Count(leg => leg.Number > 0);
}
