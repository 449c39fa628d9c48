using DroneCommand.Missions.Response;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of responses to something that happened.</summary>
internal static class ResponseKinds
{
    private static readonly KnownParameter TargetHeight = Metres(ResponseWords.TargetHeight, 0, 200)
        .Or("1", "How high above ground the camera looks.");

    private static readonly KnownParameter Bearing = Number(ResponseWords.Bearing, "°", 0, 360)
        .Or("0", "Where the camera stands as seen from the place, or where wind or sun come from.");

    private static readonly KnownParameter Band = Metres(ResponseWords.Band, 0, 50)
        .Or("5", "How much higher each further vehicle flies.");

    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        new(
            "go-and-look",
            MissionKind.GoAndLook,
            MissionGroup.Response,
            GroundNeed.Place,
            [
                Metres(ResponseWords.StandOff, 1, 500),
                Choice(
                        ResponseWords.ViewFrom,
                        ResponseWords.Arrival,
                        ResponseWords.ByBearing,
                        ResponseWords.UpWind,
                        ResponseWords.UpSun
                    )
                    .Or(ResponseWords.Arrival, "The side it looks from: where it comes from, or 'bearing'."),
                Bearing,
                Choice(ResponseWords.Look, ResponseWords.Hover, ResponseWords.OrbitWord)
                    .Or(ResponseWords.Hover, "Whether it stays, or circles about the place."),
                Number(ResponseWords.Dwell, "s", 0, 3600).Or("60", "How long it stays."),
                Number(ResponseWords.Turns, "turns", 0.5, 50).Or("2", "How often it circles."),
                TargetHeight,
                Band,
                Altitude,
                Speed,
            ],
            GoAndLook.Plan
        ),
        new(
            "cordon",
            MissionKind.Cordon,
            MissionGroup.Response,
            GroundNeed.Place,
            [
                Metres(ParameterNames.Radius, 3, 1000),
                Number(ResponseWords.Duration, "min", 0, 240),
                Choice(ResponseWords.ViewFrom, ResponseWords.Arrival, ResponseWords.ByBearing)
                    .Or(ResponseWords.Arrival, "Where the first stands: where it comes from, or at 'bearing'."),
                Bearing,
                TargetHeight,
                Band,
                Altitude,
                Speed,
            ],
            Cordon.Plan
        ),
    ];
}
