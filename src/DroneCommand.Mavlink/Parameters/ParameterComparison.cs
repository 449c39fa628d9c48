namespace DroneCommand.Mavlink.Parameters;

/// <summary>One parameter that is not the same on both sides; NaN where a side does not have it.</summary>
public readonly record struct ParameterDifference(string Name, double Here, double There);

/// <summary>What differs between two sets of parameters, each sorted by name.</summary>
/// <param name="OnlyHere">In the first only.</param>
/// <param name="OnlyThere">In the second only.</param>
/// <param name="Differing">In both, with other values.</param>
public sealed record ParameterComparison(
    IReadOnlyList<ParameterDifference> OnlyHere,
    IReadOnlyList<ParameterDifference> OnlyThere,
    IReadOnlyList<ParameterDifference> Differing
)
{
    public bool AreSame => OnlyHere.Count + OnlyThere.Count + Differing.Count == 0;

    /// <summary>Compares a file with what a vehicle has.</summary>
    public static ParameterComparison Of(IEnumerable<FileParameter> file, IEnumerable<Parameter> vehicle)
    {
        var here = file.ToDictionary(p => p.Name, p => p.Value);
        var there = vehicle.ToDictionary(p => p.Name);
        return new ParameterComparison(
            Sorted(here.Where(p => !there.ContainsKey(p.Key)).Select(p => Difference(p.Key, p.Value, double.NaN))),
            Sorted(
                there.Where(p => !here.ContainsKey(p.Key)).Select(p => Difference(p.Key, double.NaN, p.Value.Value))
            ),
            Sorted(
                here.Where(p => there.TryGetValue(p.Key, out var other) && !Same(p.Value, other))
                    .Select(p => Difference(p.Key, p.Value, there[p.Key].Value))
            )
        );
    }

    /// <summary>True when the vehicle would not tell the two apart: files have fewer digits than floats at times.</summary>
    public static bool Same(double value, Parameter parameter) =>
        ParameterEncodings.IsWhole(parameter.Type)
            ? value == parameter.Value
            : (float)value == (float)parameter.Value
                || Math.Abs(value - parameter.Value) <= 1e-6 * Math.Max(Math.Abs(value), Math.Abs(parameter.Value));

    private static ParameterDifference Difference(string name, double here, double there) => new(name, here, there);

    private static List<ParameterDifference> Sorted(IEnumerable<ParameterDifference> differences) =>
        [.. differences.OrderBy(d => d.Name, StringComparer.Ordinal)];
}
