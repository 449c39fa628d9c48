using System.CommandLine;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Signing;

/// <summary>
/// A signing key in a file of its owner's: 64 hexadecimal digits, or <c>passphrase: TEXT</c>, of which the key is the
/// SHA-256 as Mission Planner and MAVProxy make it. A key on the command line would be seen by all users of the machine.
/// </summary>
internal static class KeyFile
{
    private const string Passphrase = "passphrase:";

    public static Option<string?> Option(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    /// <summary>Null when the option was not given.</summary>
    /// <exception cref="FormatException">The file holds no key; the message does not repeat what it holds.</exception>
    public static SigningKey? Read(string option, string? path) => path == null ? null : ReadFile(option, path);

    /// <summary>Reads the key, or makes a new one and keeps it in the file, which only its owner may read.</summary>
    public static (SigningKey Key, bool IsNew) ReadOrCreate(string option, string path)
    {
        if (File.Exists(path))
            return (ReadFile(option, path), false);
        var key = SigningKey.Generate();
        var secret = new byte[SigningKey.Length];
        key.CopyTo(secret);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(Convert.ToHexStringLower(secret));
        return (key, true);
    }

    private static SigningKey ReadFile(string option, string path)
    {
        if (!File.Exists(path))
            throw new FormatException($"{option}: there is no file {path}");
        var text = File.ReadAllText(path).Trim();
        try
        {
            return text.StartsWith(Passphrase, StringComparison.Ordinal)
                ? SigningKey.FromPassphrase(text[Passphrase.Length..].Trim())
                : SigningKey.FromHex(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"{option}: {path} holds neither 64 hexadecimal digits nor '{Passphrase} TEXT'");
        }
    }
}
