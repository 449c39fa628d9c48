namespace DroneCommand.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Some of the work could not be done: a line that cannot be encoded, a link that is not to be had.</summary>
    public const int Failed = 1;

    /// <summary>An argument or a file is wrong.</summary>
    public const int BadArguments = 2;

    /// <summary>What was asked for cannot be planned; the reasons are told.</summary>
    public const int Refused = 2;

    /// <summary>
    /// A vehicle that was asked gave no answer: it may or may not have done it.
    /// </summary>
    public const int NoAnswer = 3;

    /// <summary>For the help of the verbs that talk to a vehicle.</summary>
    public const string OfVehicleVerbs =
        "Exit codes: 0 done, 1 refused, failed or no vehicle heard, 2 a wrong argument or file, "
        + "3 no answer: it may or may not have been done.";
}
