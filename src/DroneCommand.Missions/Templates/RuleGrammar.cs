using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>The blocks of a template that bound it: limits, requirements, the route's ends, failures.</summary>
internal static class RuleGrammar
{
    private static readonly VehicleFamily[] AllFamilies = Enum.GetValues<VehicleFamily>();

    private static readonly Field<double> Reserve = new(
        "reserve",
        TemplateWords.Percent,
        "battery that must be left after landing"
    );
    private static readonly Field<double> Wind = new(
        "wind",
        TemplateWords.Wind,
        "wind that the energy must allow for, and above which no run is started"
    );
    private static readonly Field<double> Recharge = new(
        "recharge",
        TemplateWords.Recharge,
        "from landing until a vehicle may leave again; plans reliefs"
    );
    private static readonly Field<Daylight> Light = new(
        "light",
        new Choice<Daylight>(
            "how light it must be",
            ("any", Daylight.Any),
            ("civil-twilight", Daylight.CivilTwilight),
            ("day", Daylight.Day)
        ),
        "how light it must be at the site for a start; any"
    );
    private static readonly Field<TimeSpan> Idleness = new(
        "idleness",
        TemplateWords.Minutes,
        "the longest that any place may be left alone; else the plan says how many vehicles it takes"
    );
    private static readonly Field<double> MaxDistance = new(
        "max-distance",
        TemplateWords.Distance,
        "how far from home the route may lead"
    );
    private static readonly Field<TimeSpan> MaxDuration = new(
        "max-duration",
        TemplateWords.Minutes,
        "how long a sortie may take"
    );

    public static Field<TemplateLimits> Limits { get; } =
        new(
            "limits",
            new Block<TemplateLimits>(
                "'limits'",
                ReadLimits,
                Reserve,
                Wind,
                Recharge,
                Light,
                Idleness,
                MaxDistance,
                MaxDuration
            ),
            "bounds beyond the parameters"
        );

    private static readonly Field<CameraNeed> NeedsCamera = new(
        "camera",
        new Choice<CameraNeed>(
            "a camera",
            ("none", CameraNeed.None),
            ("any", CameraNeed.Any),
            ("thermal", CameraNeed.Thermal)
        ),
        "the camera that it must have said it has; none"
    );
    private static readonly Field<bool> Gimbal = new("gimbal", new YesOrNo(), "a mount that points the camera");
    private static readonly Field<bool> Terrain = new(
        "terrain-data",
        new YesOrNo(),
        "an autopilot that says it follows terrain data"
    );
    private static readonly Field<bool> Rtk = new("rtk", new YesOrNo(), "a position fix that is corrected (RTK)");
    private static readonly Field<TimeSpan> Endurance = new(
        "min-endurance",
        TemplateWords.Minutes,
        "time at the planned speed down to the reserve that its class must have"
    );

    public static Field<TemplateRequirements> Requires { get; } =
        new(
            "requires",
            new Block<TemplateRequirements>(
                "'requires'",
                v => new TemplateRequirements
                {
                    Camera = v.Or(NeedsCamera, CameraNeed.None),
                    Gimbal = v.Or(Gimbal, false),
                    TerrainData = v.Or(Terrain, false),
                    Rtk = v.Or(Rtk, false),
                    MinEndurance = v.Has(Endurance) ? v.Of(Endurance) : null,
                },
                NeedsCamera,
                Gimbal,
                Terrain,
                Rtk,
                Endurance
            ),
            "what a vehicle must have"
        );

    private static readonly Field<RouteOrder> Order = new(
        "order",
        new Choice<RouteOrder>("an order", ("as-planned", RouteOrder.AsPlanned), ("reverse", RouteOrder.Reverse)),
        "which way along the route; as-planned"
    );
    private static readonly Field<string> Begin = new(
        "begin",
        new Text("the name of a feature of the site"),
        "the feature of the site near which a closed route begins; as the kind has it where left out"
    );
    private static readonly Field<RouteEnd> End = new(
        "end",
        new Choice<RouteEnd>("an end", ("return", RouteEnd.Return), ("hold", RouteEnd.Hold), ("land", RouteEnd.Land)),
        "what it does at the end of the route; return"
    );

    public static Field<TemplateRoute> Route { get; } =
        new(
            "route",
            new Block<TemplateRoute>(
                "'route'",
                v => new TemplateRoute
                {
                    Order = v.Or(Order, RouteOrder.AsPlanned),
                    BeginNear = v.Has(Begin) ? v.Of(Begin) : null,
                    End = v.Or(End, RouteEnd.Return),
                },
                Order,
                Begin,
                End
            ),
            "where the route begins and how it ends"
        );

    private static readonly Field<IReadOnlyDictionary<VehicleFamily, FailsafeAction>> LinkLost = Failure(
        "link-lost",
        "what it must be set to do when it hears this server no longer",
        ("return", FailsafeAction.Return),
        ("continue", FailsafeAction.Continue),
        ("hold", FailsafeAction.Hold),
        ("land", FailsafeAction.Land)
    );
    private static readonly Field<IReadOnlyDictionary<VehicleFamily, FailsafeAction>> BatteryLow = Failure(
        "battery-low",
        "what it must be set to do at a low battery",
        ("return", FailsafeAction.Return),
        ("hold", FailsafeAction.Hold),
        ("land", FailsafeAction.Land)
    );
    private static readonly Field<IReadOnlyDictionary<VehicleFamily, FailsafeAction>> Geofence = Failure(
        "geofence",
        "what it must be set to do outside its fence",
        ("return", FailsafeAction.Return),
        ("hold", FailsafeAction.Hold),
        ("land", FailsafeAction.Land)
    );
    private static readonly Field<bool> CheckFailed = new(
        "check-failed",
        new Choice<bool>("an answer", ("refuse", false), ("warn", true)),
        "what a start does when the template's own limits or requirements are not met; refuse. "
            + "Failsafes, fence and mission are never passed over"
    );

    public static Field<TemplateFailures> OnFailure { get; } =
        new(
            "on-failure",
            new Block<TemplateFailures>(
                "'on-failure'",
                v => new TemplateFailures
                {
                    LinkLost = v.Or(LinkLost, TemplateFailures.Default.LinkLost),
                    BatteryLow = v.Or(BatteryLow, TemplateFailures.Default.BatteryLow),
                    Geofence = v.Or(Geofence, TemplateFailures.Default.Geofence),
                    WarnOnly = v.Or(CheckFailed, false),
                },
                LinkLost,
                BatteryLow,
                Geofence,
                CheckFailed
            ),
            "what happens when a link or a check fails; a vehicle that is set otherwise is not started"
        );

    private static TemplateLimits ReadLimits(FieldValues v) =>
        new(v.Has(Reserve) ? v.Of(Reserve) : null, v.Has(Wind) ? v.Of(Wind) : null)
        {
            RechargeMinutes = v.Has(Recharge) ? v.Of(Recharge) : null,
            Light = v.Or(Light, Daylight.Any),
            WorstIdleness = v.Has(Idleness) ? v.Of(Idleness) : null,
            MaxDistanceMetres = v.Has(MaxDistance) ? v.Of(MaxDistance) : null,
            MaxDuration = v.Has(MaxDuration) ? v.Of(MaxDuration) : null,
        };

    private static Field<IReadOnlyDictionary<VehicleFamily, FailsafeAction>> Failure(
        string name,
        string help,
        params IReadOnlyList<(string Word, FailsafeAction Action)> words
    ) =>
        new(
            name,
            new PerFamily<FailsafeAction>(new Choice<FailsafeAction>("an action", words), AllFamilies, complete: false),
            help
        );
}
