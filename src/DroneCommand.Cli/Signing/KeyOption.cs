using System.CommandLine;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Signing;

/// <summary>The option --key of the verbs that read and write frames.</summary>
internal static class KeyOption
{
    public static Option<string?> Create(string description) =>
        new("--key") { Description = description, HelpName = "HEX64" };

    /// <summary>Null when it was not given.</summary>
    /// <exception cref="FormatException">It is no key; the message does not repeat it.</exception>
    public static SigningKey? Read(string? hex)
    {
        if (hex == null)
            return null;
        try
        {
            return SigningKey.FromHex(hex);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"--key: {e.Message}");
        }
    }
}
