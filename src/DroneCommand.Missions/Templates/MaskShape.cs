using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Reading;

namespace DroneCommand.Missions.Templates;

/// <summary>Which privacy zones are masked: 'all', or a list of names, each with its place, for only a site knows them.</summary>
internal sealed class MaskShape : Shape<TemplateMasks>
{
    private const string All = "all";
    private const int MostZones = 100;

    private static readonly ListOf<string> Names = new(
        new Text("the name of a privacy zone"),
        "a list of the names of privacy zones",
        1,
        MostZones
    );

    public override string Wanted => "all, or a list of the names of privacy zones, such as [Allotments, School]";

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out TemplateMasks value
    )
    {
        value = null;
        if (node is YamlScalar { Text: All })
        {
            value = TemplateMasks.All;
            return true;
        }

        if (node is not YamlList list)
        {
            return Refuse(node, what, context);
        }

        if (!Names.TryRead(node, what, context, out var names))
        {
            return false;
        }

        value = new TemplateMasks { Zones = names, Places = [.. list.Items.Select(context.PlaceOf)] };
        return true;
    }

    public override JsonObject ToSchema() =>
        Schemas.AnyOf(Schemas.Word(All, "every privacy zone of the site"), Names.ToSchema());
}
