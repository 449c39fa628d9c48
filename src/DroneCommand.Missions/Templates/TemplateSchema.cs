using System.Text.Json;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>The JSON Schema of templates, for editors: what mission-templates/template.schema.json holds.</summary>
public static class TemplateSchema
{
    /// <summary>Where it lies, beside the shipped templates.</summary>
    public const string FileName = "template.schema.json";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Made of what the reader reads by: the keys of a template and the parameters of every kind.</summary>
    public static string Text { get; } = Make().ToJsonString(Indented) + "\n";

    private static JsonObject Make()
    {
        var schema = Schemas.Object(TemplateGrammar.Fields);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "DroneCommand mission template");
        var shared = new SharedSchemas();
        schema["allOf"] = new JsonArray([.. MissionKinds.Names.Select(word => (JsonNode)WhenKind(word, shared))]);
        schema["$defs"] = shared.Definitions;
        return schema;
    }

    private static JsonObject WhenKind(string word, SharedSchemas shared)
    {
        var kind = MissionKinds.Parse(word)!.Value;
        var parameters = ParameterGrammar.Of(kind, Enum.GetValues<VehicleFamily>()).ToSchema();
        var properties = parameters["properties"]!.AsObject();
        foreach (var name in properties.Select(property => property.Key).ToList())
        {
            var parameter = properties[name]!.AsObject();
            properties[name] = null;
            properties[name] = shared.Refer(name, word, parameter);
        }

        // What only some vehicles have may be missing where a template leaves those out.
        var always = MissionKinds
            .ParametersOf(kind)
            .Where(known => ParameterGrammar.IsAlwaysRequired(known))
            .Select(known => (JsonNode)known.Name);
        parameters["required"] = new JsonArray([.. always]);
        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = word } },
                ["required"] = new JsonArray("kind"),
            },
            ["then"] = new JsonObject { ["properties"] = new JsonObject { ["parameters"] = parameters } },
        };
    }

    /// <summary>Kinds share most of their parameters: each is written once.</summary>
    private sealed class SharedSchemas
    {
        public JsonObject Definitions { get; } = [];

        public JsonObject Refer(string name, string kind, JsonObject schema)
        {
            var key = Definitions[name] is { } known && !JsonNode.DeepEquals(known, schema) ? $"{name}.{kind}" : name;
            if (Definitions[key] is null)
            {
                Definitions[key] = schema.DeepClone();
            }

            return new JsonObject { ["$ref"] = $"#/$defs/{key}" };
        }
    }
}
