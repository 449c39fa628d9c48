using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Feasibility;

/// <summary>What is wrong with a plan or an order, for programs.</summary>
public enum ProblemCode
{
    /// <summary>A place is not on earth, an altitude not a number, a vehicle's home not known.</summary>
    BadInput,

    /// <summary>No home: the way back cannot be checked.</summary>
    HomeUnknown,

    OutsideBoundary,
    InKeepOut,

    /// <summary>Flies over something with less than the site's margin.</summary>
    TooLow,

    /// <summary>A ground robot would touch something, or a flight would pass beside it too closely.</summary>
    HitsObstacle,

    /// <summary>A ground robot would drive into water.</summary>
    InWater,

    AboveAltitudeLimit,

    /// <summary>A parameter is unknown, missing or outside its bounds.</summary>
    Parameter,

    /// <summary>The site lacks the feature that the template asks for.</summary>
    FeatureMissing,

    /// <summary>The template does not suit the vehicle.</summary>
    VehicleUnfit,

    /// <summary>The kind plans one route for one vehicle; on a site several share it out in sorties.</summary>
    OneVehicleOnly,

    /// <summary>The offset leaves nothing of the perimeter, or cuts it apart.</summary>
    OffsetTooLarge,

    NotEnoughEnergy,

    /// <summary>No tile of terrain has a height where one is needed.</summary>
    TerrainUnknown,

    /// <summary>The wind leaves a vehicle no headway, or its gusts blow it off its course.</summary>
    WindTooStrong,

    /// <summary>A plane would have to turn more tightly than it can.</summary>
    TurnTooTight,

    /// <summary>A plane would have to climb or sink more steeply than it can.</summary>
    TooSteep,

    /// <summary>The mission has more items than an autopilot stores.</summary>
    TooManyItems,

    /// <summary>Beyond a limit that the template sets.</summary>
    BeyondLimit,
}

/// <summary>One reason why a plan or an order is refused.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For people; names the zone and says what would be right.</param>
/// <param name="Place">Where, when there is a place.</param>
/// <param name="Zone">Title of the site's feature that is in the way: 'keep-out Tank 3'; null when it is none.</param>
/// <param name="OnWayHome">True when the way itself is clear but the straight way home from it is not.</param>
public sealed record Problem(
    ProblemCode Code,
    string Reason,
    GeoPoint? Place = null,
    string? Zone = null,
    bool OnWayHome = false
)
{
    /// <summary>Number of the plan's leg that it concerns (<see cref="Plans.PlanLeg.Number"/>); null when it is no leg's.</summary>
    public int? Leg { get; init; }

    /// <summary>What would make it possible: that part of the reason, alone; null when nothing is known to.</summary>
    public string? Remedy { get; init; }
}
