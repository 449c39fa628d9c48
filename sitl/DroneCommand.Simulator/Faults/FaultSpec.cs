using System.Globalization;

namespace DroneCommand.Simulator.Faults;

/// <summary>
/// A fault as it is asked for: <c>NAME[=ARG][@T][#SYSID]</c>. Without @T it is there from the start, without #SYSID it
/// hits every vehicle.
/// </summary>
/// <param name="Name">A name from the <see cref="FaultCatalogue"/>.</param>
/// <param name="Argument">What stands after the equals sign, or null.</param>
/// <param name="At">Simulated seconds after the start at which it begins.</param>
/// <param name="SystemId">Whom it hits, or null for all.</param>
public sealed record FaultSpec(string Name, string? Argument, double At, byte? SystemId)
{
    /// <summary>Reads one fault.</summary>
    /// <exception cref="FormatException">Unknown name or bad number; the message says which, in one line.</exception>
    public static FaultSpec Parse(string text)
    {
        var rest = text;
        var systemId = Take(ref rest, '#') is { } id ? (byte)Number(text, id, 1, 250) : (byte?)null;
        var at = Take(ref rest, '@') is { } time ? Number(text, time, 0, 1e7) : 0;
        var argument = Take(ref rest, '=');
        var spec = new FaultSpec(rest.Trim(), argument, at, systemId);
        FaultCatalogue.Check(spec, text);
        return spec;
    }

    private static string? Take(ref string text, char mark)
    {
        var at = text.LastIndexOf(mark);
        if (at < 0)
        {
            return null;
        }

        var tail = text[(at + 1)..];
        text = text[..at];
        return tail.Trim();
    }

    internal static double Number(string whole, string text, double low, double high) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high
            ? value
            : throw new FormatException($"fault '{whole}': '{text}' should be a number from {low} to {high}");
}
