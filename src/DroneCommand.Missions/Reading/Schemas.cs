using System.Text.Json.Nodes;

namespace DroneCommand.Missions.Reading;

/// <summary>The parts that JSON Schemas are put together from.</summary>
internal static class Schemas
{
    public static JsonObject Object(IReadOnlyList<IField> fields)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            properties[field.Name] = field.ToSchema();
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        var required = fields.Where(f => f.Required).Select(f => (JsonNode)f.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    public static JsonObject AnyOf(params IEnumerable<JsonObject> schemas) =>
        new() { ["anyOf"] = new JsonArray([.. schemas]) };

    public static JsonObject Word(string word, string help) => new() { ["const"] = word, ["description"] = help };
}
