using System.Globalization;
using System.Text;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Templates;

/// <summary>The tables of docs/missions.md, made of what the reader reads by.</summary>
internal static class TemplateReference
{
    private const string End = "<!-- end -->";

    private static readonly string[] NotInTables =
    [
        "format",
        "version",
        "kind",
        "name",
        "summary",
        "vehicles",
        "parameters",
        "actions",
    ];

    /// <summary>A page with its tables renewed.</summary>
    public static string Renewed(string page) =>
        Between(
            Between(Between(page, "<!-- kinds -->", Kinds()), "<!-- keys -->", Keys()),
            "<!-- actions -->",
            Actions()
        );

    private static string Between(string page, string mark, string table)
    {
        var begin = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var end = page.IndexOf(End, begin, StringComparison.Ordinal);
        return $"{page[..begin]}\n{table}{page[end..]}";
    }

    private static string Kinds()
    {
        var text = new StringBuilder("| kind | route | parameters |\n|---|---|---|\n");
        foreach (var kind in MissionKinds.All)
        {
            var shipped = Demo.Library.Templates.FirstOrDefault(template => template.Id == kind.Word);
            var parameters = string.Join(", ", kind.AllParameters.Select(Of));
            text.Append(CultureInfo.InvariantCulture, $"| `{kind.Word}` | {shipped?.Summary} | {parameters} |\n");
        }

        return text.ToString();
    }

    private static string Of(KnownParameter known)
    {
        var bounds = known.Type switch
        {
            ParameterType.Number or ParameterType.Whole => string.Create(
                CultureInfo.InvariantCulture,
                $"{known.Min:#,0.###} to {known.Max:#,0.###} {known.Unit}"
            ),
            ParameterType.Choice => string.Join(", ", known.Choices.Select(word => $"`{word}`")),
            _ => $"{known.FeatureKind} of the site",
        };
        var only = Enum.GetValues<VehicleFamily>().All(known.Vehicles.Contains)
            ? ""
            : $"; {string.Join(", ", known.Vehicles.Select(VehicleFamilies.NameOf))} only";
        var start = known.Default is { } value ? $"; default `{value}`" : "";
        return $"`{known.Name}` ({bounds}{only}{start})";
    }

    private static string Keys()
    {
        var text = new StringBuilder("| key | takes | |\n|---|---|---|\n");
        foreach (var block in TemplateGrammar.Fields.Where(field => !NotInTables.Contains(field.Name)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| **`{block.Name}`** | | {block.Help} |\n");
            foreach (var key in block.Keys)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{block.Name}: {key.Name}` | {key.Wanted.TrimEnd(',')} | {key.Help} |\n"
                );
            }
        }

        return text.ToString();
    }

    private static string Actions()
    {
        var text = new StringBuilder("| action | takes | |\n|---|---|---|\n");
        foreach (var verb in ActionGrammar.Verbs.All)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{verb.Name}` | {verb.Argument?.Wanted ?? "nothing"} | {verb.Help} |\n"
            );
        }

        return text.ToString();
    }
}
