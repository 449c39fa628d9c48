using System.Text.Json;
using System.Text.Json.Serialization;

namespace DroneCommand.Cli.Traffic;

/// <summary>A report for scripts: one document on one line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(TrafficReport))]
internal sealed partial class TrafficJson : JsonSerializerContext
{
    public static string Of(TrafficReport report) => JsonSerializer.Serialize(report, Default.TrafficReport);
}
