using System.Globalization;

namespace DroneCommand.Simulator.Faults;

/// <summary>
/// A fault as it is asked for: <c>NAME[=ARG][@T][#SYSID]</c>, with slashes between the parts of the argument. Without @T it
/// is there from the start (or from now on, when the simulation runs), without #SYSID it hits every vehicle that it fits.
/// </summary>
/// <param name="Name">A name from the <see cref="FaultCatalogue"/>.</param>
/// <param name="Argument">What stands after the equals sign, or null.</param>
/// <param name="At">Simulated seconds after the start at which it begins.</param>
/// <param name="SystemId">Whom it hits, or null for all.</param>
public sealed record FaultSpec(string Name, string? Argument, double At, byte? SystemId)
{
    /// <summary>Reads one fault. Blanks may stand between its parts.</summary>
    /// <exception cref="FormatException">Unknown name or bad number; the message says which, in one line.</exception>
    public static FaultSpec Parse(string text)
    {
        var rest = text;
        var systemId = Take(ref rest, '#') is { } id ? ReadSystemId(text, id) : (byte?)null;
        var at = Take(ref rest, '@') is { } time ? Number(text, time, time, 0, 1e7) : 0;
        var argument = Take(ref rest, '=');
        var spec = new FaultSpec(rest.Trim(), argument, at, systemId);
        FaultCatalogue.Of(spec).Read(argument);
        return spec;
    }

    /// <summary>As it can be read again.</summary>
    public override string ToString()
    {
        var argument = Argument is null ? "" : $"={Argument}";
        var at = At > 0 ? $"@{At}" : "";
        var vehicle = SystemId is null ? "" : $"#{SystemId}";
        return string.Create(CultureInfo.InvariantCulture, $"{Name}{argument}{at}{vehicle}");
    }

    internal static byte ReadSystemId(string whole, string text) => (byte)Number(whole, text, text, 1, 250);

    internal static double Number(string whole, string digits, string text, double low, double high) =>
        double.TryParse(digits, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high
            ? value
            : throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"fault '{whole}': '{text}' should be a number from {low} to {high}"
                )
            );

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
}
