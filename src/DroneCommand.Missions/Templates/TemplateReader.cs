using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>
/// Reads a mission template from YAML. docs/missions.md lists every key. A file with any problem gives no template; every
/// problem names line, column, reason and what would be right.
/// </summary>
public static class TemplateReader
{
    /// <summary>Reads a template, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="fileName">Its name: the template's id is the name without its ending.</param>
    public static TemplateReadResult Read(string yaml, string fileName)
    {
        var context = new TemplateReadContext(fileName);
        try
        {
            var root = YamlTree.Read(yaml);
            TemplateGrammar.Root.TryRead(root, "a template", context, out var template);
            var parameters = root is YamlMap map ? ReadParameters(map, context) : null;
            if (template is not null && parameters is not null && root is YamlMap whole)
            {
                TemplateChecks.Check(template, whole, context);
            }

            return context.Problems.Count == 0
                ? new(Finish(template!, parameters!, root, fileName), [])
                : new(null, [.. context.Problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)]);
        }
        catch (YamlTreeException error)
        {
            return new(null, [new TemplateProblem(fileName, error.Line, error.Column, error.Message)]);
        }
    }

    /// <summary>Reads them even where another key is wrong, so that all faults of a file are told at once.</summary>
    private static IReadOnlyList<TemplateParameter>? ReadParameters(YamlMap root, TemplateReadContext context)
    {
        // What is wrong with these two was told already, when the root was read.
        var untold = new TemplateReadContext("");
        if (
            root.Find("kind") is not { } kindNode
            || root.Find("vehicles") is not { } vehiclesNode
            || root.Find("parameters") is not YamlMap block
            || !TemplateGrammar.Kind.Shape.TryRead(kindNode, "", untold, out var kind)
            || !TemplateGrammar.Vehicles.Shape.TryRead(vehiclesNode, "", untold, out var vehicles)
        )
        {
            return null;
        }

        IReadOnlyList<VehicleFamily> families = [.. vehicles.Distinct()];
        ParameterGrammar.Of(kind, families).TryRead(block, "'parameters'", context, out var parameters);
        return parameters;
    }

    private static MissionTemplate Finish(
        MissionTemplate template,
        IReadOnlyList<TemplateParameter> parameters,
        YamlNode root,
        string fileName
    )
    {
        var version = ((YamlMap)root).Find("version")!;
        return template with
        {
            Id = Path.GetFileNameWithoutExtension(fileName),
            Parameters = parameters,
            ContentHash = TemplateHash.Of((YamlMap)root),
            VersionAt = new TemplatePlace(fileName, version.Line, version.Column),
        };
    }
}
