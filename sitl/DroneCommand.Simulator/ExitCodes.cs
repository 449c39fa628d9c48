namespace DroneCommand.Simulator;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>A port or an address is not to be had.</summary>
    public const int Unavailable = 1;

    /// <summary>An argument or a file is wrong.</summary>
    public const int BadArguments = 2;
}
