using DroneCommand.Missions.Reading;

namespace DroneCommand.Missions.Templates;

/// <summary>The blocks of a template that are about its camera and about other people's privacy.</summary>
internal static class CameraGrammar
{
    private const double UsualMarginMetres = 20;

    private static readonly Field<double> InTransit = new(
        "in-transit",
        TemplateWords.Look,
        "where it looks on the ways to the route and back"
    );
    private static readonly Field<double> OnRoute = new("on-route", TemplateWords.Look, "where it looks on the route");
    private static readonly Field<double> PhotoEvery = new(
        "photo-every",
        TemplateWords.Spacing,
        "metres of way between two pictures",
        Required: true
    );
    private static readonly Field<TemplateCamera> Record = new(
        "record",
        new WordOr<TemplateCamera>(
            new Choice<TemplateCamera>(
                "what is recorded on the route",
                ("none", new TemplateCamera()),
                ("video", new TemplateCamera { Video = true })
            ),
            new Block<TemplateCamera>(
                "'record'",
                v => new TemplateCamera { PhotoEveryMetres = v.Of(PhotoEvery) },
                PhotoEvery
            )
        ),
        "what is recorded on the route: none, video, or { photo-every: 20 m }"
    );

    public static Field<TemplateCamera> Camera { get; } =
        new(
            "camera",
            new Block<TemplateCamera>(
                "'camera'",
                v =>
                    v.Or(Record, new TemplateCamera()) with
                    {
                        InTransitPitchDeg = v.Has(InTransit) ? v.Of(InTransit) : null,
                        OnRoutePitchDeg = v.Has(OnRoute) ? v.Of(OnRoute) : null,
                    },
                InTransit,
                OnRoute,
                Record
            ),
            "where the camera looks and what it records"
        );

    private static readonly Field<TemplatePrivacy> NearZones = new(
        "near-zones",
        new Choice<TemplatePrivacy>(
            "what happens near the site's privacy zones",
            ("camera-up", new TemplatePrivacy(CameraUp: true, StopRecording: false, UsualMarginMetres)),
            ("stop-recording", new TemplatePrivacy(CameraUp: false, StopRecording: true, UsualMarginMetres)),
            ("both", new TemplatePrivacy(CameraUp: true, StopRecording: true, UsualMarginMetres))
        ),
        "what happens to the camera over and near the site's privacy zones",
        Required: true
    );
    private static readonly Field<double> Margin = new(
        "margin",
        TemplateWords.Margin,
        "how near to a zone counts as near; 20 m"
    );

    public static Field<TemplatePrivacy> Privacy { get; } =
        new(
            "privacy",
            new Block<TemplatePrivacy>(
                "'privacy'",
                v => v.Of(NearZones) with { MarginMetres = v.Or(Margin, UsualMarginMetres) },
                NearZones,
                Margin
            ),
            "what the camera may not show: the site's privacy zones"
        );
}
