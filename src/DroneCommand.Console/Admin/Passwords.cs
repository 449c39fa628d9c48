using System.Security.Cryptography;

namespace DroneCommand.Console.Admin;

/// <summary>The rules for passwords: long, and otherwise as people like (NIST SP 800-63B).</summary>
public static class Passwords
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 10;

    /// <summary>Most characters: hashing longer ones would only cost the server.</summary>
    public const int MaxLength = 128;

    // Without the letters and digits that look alike.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A random one that can be read out and typed, about 79 bits: 'k7mw-p3xd-9hfa-tq2c'.</summary>
    public static string NewRandom() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
}
