namespace DroneCommand.Console.Admin;

/// <summary>What differs between a server and a test of it.</summary>
public sealed class AccountsOptions
{
    /// <summary>Where the first sign-in is printed.</summary>
    public TextWriter Announce { get; set; } = System.Console.Out;

    /// <summary>
    /// A failed sign-in takes at least so long, whatever was wrong with it, so that time tells nobody which names exist.
    /// </summary>
    public TimeSpan FailureTakes { get; set; } = TimeSpan.FromMilliseconds(700);
}
