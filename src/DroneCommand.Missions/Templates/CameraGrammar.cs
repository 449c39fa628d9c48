using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>The blocks of a template that are about its camera and about other people's privacy.</summary>
internal static class CameraGrammar
{
    private const double UsualMarginMetres = 20;

    private static readonly Dictionary<VehicleFamily, double> AsItIs = [];

    private static readonly Field<IReadOnlyDictionary<VehicleFamily, double>> InTransit = Look(
        "in-transit",
        "where it looks on the ways to the route and back"
    );
    private static readonly Field<IReadOnlyDictionary<VehicleFamily, double>> OnRoute = Look(
        "on-route",
        "where it looks on the route"
    );
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
                        InTransit = v.Or(InTransit, AsItIs),
                        OnRoute = v.Or(OnRoute, AsItIs),
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
        "what happens to the camera over and near the site's privacy zones"
    );
    private static readonly Field<double> Margin = new(
        "margin",
        TemplateWords.Margin,
        "how near to a zone counts as near; 20 m"
    );

    private static readonly Field<TemplateMasks> Masks = new(
        "masks",
        new MaskShape(),
        "the privacy zones that are masked in all that is shown or recorded: all, or their names"
    );

    public static Field<TemplatePrivacy> Privacy { get; } =
        new(
            "privacy",
            new Block<TemplatePrivacy>("'privacy'", ReadPrivacy, NearZones, Margin, Masks),
            "what the camera may not show: the site's privacy zones"
        );

    private static TemplatePrivacy? ReadPrivacy(FieldValues v, YamlMap block, TemplateReadContext context)
    {
        if (!v.Has(NearZones) && !v.Has(Masks))
        {
            context.Add(block, $"'privacy' lacks 'near-zones' ({NearZones.Help}) or 'masks' ({Masks.Help})");
            return null;
        }

        if (v.Has(Margin) && !v.Has(NearZones))
        {
            context.Add(block.Find(Margin.Name)!, "'margin' says how near 'near-zones' begins, which is not there");
            return null;
        }

        var near = v.Or(NearZones, TemplatePrivacy.HandsOff);
        return near with { MarginMetres = v.Or(Margin, near.MarginMetres), Masks = v.Has(Masks) ? v.Of(Masks) : null };
    }

    private static Field<IReadOnlyDictionary<VehicleFamily, double>> Look(string name, string help) =>
        new(name, new PerFamily<double>(TemplateWords.Look, Enum.GetValues<VehicleFamily>(), complete: false), help);
}
