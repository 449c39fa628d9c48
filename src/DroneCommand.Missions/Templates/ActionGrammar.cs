using DroneCommand.Missions.Reading;

namespace DroneCommand.Missions.Templates;

/// <summary>What a template does at places of its route.</summary>
internal static class ActionGrammar
{
    private const int MaxActions = 20;

    private static readonly Field<double> Pitch = new(
        "pitch",
        TemplateWords.Pitch,
        "above the horizon; -90 deg is straight down",
        Required: true
    );
    private static readonly Field<double> Yaw = new("yaw", TemplateWords.Yaw, "clockwise from the nose; 0 deg ahead");
    private static readonly Field<double> Radius = new(
        "radius",
        TemplateWords.Radius,
        "distance from the place",
        Required: true
    );
    private static readonly Field<double> Turns = new("turns", new Plain(1, 20, whole: true), "whole circles; 1");
    private static readonly Field<bool> Anticlockwise = new(
        "direction",
        new Choice<bool>("a direction", ("clockwise", false), ("anticlockwise", true)),
        "which way around; clockwise"
    );

    /// <summary>What may be done at a place.</summary>
    public static Verbs<TemplateAction> Verbs { get; } =
        new Verbs<TemplateAction>(
            "an action",
            [
                new(
                    "dwell",
                    "stays there for a time",
                    null,
                    new Made<TimeSpan, TemplateAction>(TemplateWords.Dwell, time => new TemplateAction.Dwell(time))
                ),
                new(
                    "look-at",
                    "turns the camera to 'checkpoint' (the nearest), 'ahead', 'inside' the area, or a feature of the site by its name",
                    null,
                    new Made<string, TemplateAction>(
                        new Text("checkpoint, ahead, inside, or a name"),
                        name => new TemplateAction.LookAt(name)
                    )
                ),
                new("photo", "takes one picture", new TemplateAction.Photo(), null),
                new(
                    "video",
                    "begins or ends the recording",
                    null,
                    new Choice<TemplateAction>(
                        "either",
                        ("start", new TemplateAction.Video(true)),
                        ("stop", new TemplateAction.Video(false))
                    )
                ),
                new("point-camera", "turns the camera", null, PointCamera()),
                new(
                    "orbit",
                    "circles about the place",
                    null,
                    new Block<TemplateAction>(
                        "orbit",
                        v => new TemplateAction.Orbit(
                            v.Or(Anticlockwise, false) ? -v.Of(Radius) : v.Of(Radius),
                            (int)v.Or(Turns, 1)
                        ),
                        Radius,
                        Turns,
                        Anticlockwise
                    )
                ),
            ],
            (action, _, _) => action
        );

    private static readonly Shape<IReadOnlyList<TemplateAction>> List = new ListOf<TemplateAction>(
        Verbs,
        "a list of actions",
        1,
        MaxActions
    );

    private static readonly Field<IReadOnlyList<TemplateAction>> AtStart = At("start", "where the route begins");
    private static readonly Field<IReadOnlyList<TemplateAction>> AtCheckpoint = At(
        "checkpoint",
        "at each checkpoint of the route, or where the route passes nearest to it"
    );
    private static readonly Field<IReadOnlyList<TemplateAction>> AtCorner = At("corner", "at each turn of 15° or more");
    private static readonly Field<IReadOnlyList<TemplateAction>> AtEnd = At("end", "where the route ends");

    public static Field<TemplateActions> Actions { get; } =
        new(
            "actions",
            new Block<TemplateActions>(
                "'actions'",
                v => new TemplateActions
                {
                    AtStart = v.Or(AtStart, []),
                    AtCheckpoint = v.Or(AtCheckpoint, []),
                    AtCorner = v.Or(AtCorner, []),
                    AtEnd = v.Or(AtEnd, []),
                },
                AtStart,
                AtCheckpoint,
                AtCorner,
                AtEnd
            ),
            "what is done at places of the route, in order"
        );

    private static Field<IReadOnlyList<TemplateAction>> At(string place, string help) => new($"at-{place}", List, help);

    private static WordOr<TemplateAction> PointCamera() =>
        new(
            new Made<double, TemplateAction>(TemplateWords.Look, pitch => new TemplateAction.PointCamera(pitch, 0)),
            new Block<TemplateAction>(
                "point-camera",
                v => new TemplateAction.PointCamera(v.Of(Pitch), v.Or(Yaw, 0)),
                Pitch,
                Yaw
            )
        );
}
