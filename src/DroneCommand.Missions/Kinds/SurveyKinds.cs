using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Survey;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of surveys and inspections.</summary>
internal static class SurveyKinds
{
    private static readonly KnownParameter Frontlap = Number(SurveyWords.Frontlap, "%", 0, 95);

    private static readonly KnownParameter Sidelap = Number(SurveyWords.Sidelap, "%", 0, 95);

    private static readonly KnownParameter Overshoot = Metres(SurveyWords.Overshoot, 0, 500)
        .Or("0", "Flown straight on before and behind each lane, so that pictures are not taken in turns.");

    private static readonly KnownParameter Heading = Number(ParameterNames.Heading, "°", 0, 360)
        .Or("0", "What 'heading' elsewhere refers to, clockwise from north.");

    /// <summary>The camera: one by its word, or one that is described.</summary>
    private static IReadOnlyList<KnownParameter> Camera { get; } =
    [
        Choice(SurveyWords.Camera, [.. CameraModel.Known.Select(camera => camera.Word), SurveyWords.Custom])
            .Or(CameraModel.Known[0].Word, "The camera; 'custom' takes the sizes that are given."),
        Choice(SurveyWords.Orientation, SurveyWords.Landscape, SurveyWords.Portrait)
            .Or(
                SurveyWords.Landscape,
                "Which side of the picture lies across the way: the longer one, or the shorter."
            ),
        Number(SurveyWords.SensorWidth, "mm", 1, 100).Or("13.2", "Longer side of a custom camera's sensor."),
        Number(SurveyWords.SensorHeight, "mm", 1, 100).Or("8.8", "Shorter side of a custom camera's sensor."),
        Number(SurveyWords.FocalLength, "mm", 1, 1000).Or("8.8", "Real focal length of a custom camera."),
        Whole(SurveyWords.ImageWidth, "px", 100, 50_000).Or("5472", "Pixels along a custom camera's longer side."),
        Whole(SurveyWords.ImageHeight, "px", 100, 50_000).Or("3648", "Pixels along a custom camera's shorter side."),
        Number(SurveyWords.Interval, "s", 0, 60).Or("1", "From one picture of a custom camera to the next at least."),
        Number(SurveyWords.Shutter, "ms", 0, 100).Or("0", "How long the shutter is open; 0 where it is not known."),
        Number(SurveyWords.Blur, "px", 0.1, 20).Or("1", "What may move within a picture while the shutter is open."),
        Whole(SurveyWords.Views, "pictures", 1, 50).Or("3", "How many pictures must show a place for it to count."),
        Frontlap,
        Sidelap,
    ];

    private static IReadOnlyList<KnownParameter> Mapping { get; } =
    [
        .. Camera,
        Number(SurveyWords.Pitch, "°", -90, -20).Or("-90", "Of the camera; -90 looks straight down."),
        Number(SurveyWords.Gsd, "cm/px", 0, 100)
            .Or("0", "Ground sampling distance that sets the altitude; 0 keeps it."),
        Overshoot,
        Altitude,
        Speed,
    ];

    private static IReadOnlyList<KnownParameter> Scanning { get; } =
    [
        .. Camera,
        Metres(SurveyWords.StandOff, 1, 200),
        Metres(SurveyWords.Height, 0, 1000).Or("0", "Height of the structure; 0 takes what the site knows."),
        Metres(SurveyWords.LowestHeight, 0, 500).Or("4", "The lowest that is flown beside it, above home."),
        Choice(SurveyWords.Start, SurveyWords.Low, SurveyWords.High).Or(SurveyWords.Low, "Where it begins."),
        Altitude,
        Speed,
    ];

    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        new(
            "area-coverage",
            MissionKind.AreaCoverage,
            MissionGroup.Survey,
            GroundNeed.Area,
            [Metres(ParameterNames.Swath, 0.5, 1000), Number(ParameterNames.Coverage, "%", 50, 99.9), Altitude, Speed],
            CoverageMission.Plan
        ),
        new(
            "area-survey",
            MissionKind.AreaSurvey,
            MissionGroup.Survey,
            GroundNeed.Area,
            [
                .. Mapping,
                Choice(SurveyWords.Lanes, ParameterNames.Auto, SurveyWords.ByHeading)
                    .Or(ParameterNames.Auto, "The direction of lanes; 'auto' takes the one of least time."),
                Heading,
                Choice(SurveyWords.Pattern, SurveyWords.SinglePass, SurveyWords.CrossHatch)
                    .Or(SurveyWords.SinglePass, "Once, or again at a right angle."),
                Number(SurveyWords.WindSpeed, "m/s", 0, 25).Or("0", "A wind that the direction of lanes allows for."),
                Number(SurveyWords.WindFrom, "°", 0, 360).Or("270", "Where that wind blows from."),
            ],
            AreaSurvey.Plan
        ),
        new(
            "corridor-survey",
            MissionKind.CorridorSurvey,
            MissionGroup.Survey,
            GroundNeed.Line,
            [Metres(SurveyWords.Width, 1, 2000), .. Mapping],
            CorridorSurvey.Plan
        ),
        new(
            "structure-scan",
            MissionKind.StructureScan,
            MissionGroup.Survey,
            GroundNeed.Structure,
            [
                .. Scanning,
                Number(SurveyWords.Angle, "°", 2, 60)
                    .Or("20", "What two neighbouring pictures differ by in direction."),
                Choice(SurveyWords.Aim, ParameterNames.Auto, SurveyWords.AimAtCentre, SurveyWords.AimAtFace)
                    .Or(ParameterNames.Auto, "The camera on the middle or straight on each side; 'auto' by its shape."),
            ],
            StructureScan.Plan
        ),
        new(
            "facade-scan",
            MissionKind.FacadeScan,
            MissionGroup.Survey,
            GroundNeed.Structure,
            [
                .. Scanning,
                Choice(SurveyWords.Side, ParameterNames.Auto, SurveyWords.ByHeading)
                    .Or(
                        ParameterNames.Auto,
                        "The side: the longest that can be seen, or the one that faces 'heading'."
                    ),
                Heading,
                Choice(SurveyWords.Rows, SurveyWords.Horizontal, SurveyWords.Vertical)
                    .Or(SurveyWords.Horizontal, "Along the wall, or up and down."),
            ],
            FacadeScan.Plan
        ),
    ];
}
