using System.Text.Json;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>A JSON value and its path. What is not as it should be is noted with that path, and null is given.</summary>
internal readonly record struct JsonCursor(JsonElement Value, string Path, FileProblems Problems)
{
    /// <summary>A member; null when there is none, or JSON's null.</summary>
    public JsonCursor? Find(string name)
    {
        if (Value.ValueKind != JsonValueKind.Object || !Value.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Null ? null : At(value, name);
    }

    /// <summary>A member that must be there.</summary>
    public JsonCursor? Need(string name)
    {
        if (Find(name) is { } found)
            return found;
        Problems.Wrong(Path.Length > 0 ? Path : "root", $"'{name}' is missing");
        return null;
    }

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<JsonCursor> Elements()
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Problems.Wrong(Path, "should be an array");
            return [];
        }
        var result = new List<JsonCursor>();
        foreach (var value in Value.EnumerateArray())
            result.Add(new JsonCursor(value, $"{Path}[{result.Count}]", Problems));
        return result;
    }

    public double? Number()
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        Problems.Wrong(Path, "should be a number");
        return null;
    }

    /// <summary>A number, or NaN for null.</summary>
    public double? NumberOrNull() => Value.ValueKind == JsonValueKind.Null ? double.NaN : Number();

    public int? Whole(int limit)
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var whole) && whole >= 0 && whole <= limit)
            return whole;
        Problems.Wrong(Path, $"should be a whole number from 0 to {limit}");
        return null;
    }

    public bool? Flag()
    {
        if (Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return Value.GetBoolean();
        Problems.Wrong(Path, "should be true or false");
        return null;
    }

    public string? Text()
    {
        if (Value.ValueKind == JsonValueKind.String)
            return Value.GetString();
        Problems.Wrong(Path, "should be a text");
        return null;
    }

    /// <summary>An array of a latitude, a longitude and, where it has a third number, an altitude (else 0).</summary>
    public (GeoPoint Point, double Altitude)? Place()
    {
        var elements = Elements();
        var numbers = elements.Select(e => e.Number()).ToList();
        if (Value.ValueKind != JsonValueKind.Array || numbers.Contains(null))
            return null;
        if (numbers.Count is 2 or 3)
        {
            var point = new GeoPoint(numbers[0]!.Value, numbers[1]!.Value);
            if (point.IsValid)
                return (point, numbers.Count == 3 ? numbers[2]!.Value : 0);
        }
        Problems.Wrong(Path, "should be [latitude, longitude] in degrees, with or without an altitude");
        return null;
    }

    /// <summary>Notes members that are none of these as not kept.</summary>
    public void NameOthers(params ReadOnlySpan<string> known)
    {
        if (Value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in Value.EnumerateObject())
            if (!known.Contains(member.Name))
                Problems.Lost(At(member.Value, member.Name).Path, "not known here");
    }

    private JsonCursor At(JsonElement value, string name) =>
        new(value, Path.Length > 0 ? $"{Path}.{name}" : name, Problems);
}
