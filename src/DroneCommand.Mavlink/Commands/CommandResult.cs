using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>The ends that a command can have.</summary>
public enum CommandResultKind
{
    /// <summary>The vehicle said yes. That it happened must be seen in its state.</summary>
    Accepted,

    /// <summary>The vehicle said no.</summary>
    Refused,

    /// <summary>It was sent, and nothing was heard: it may or may not have arrived.</summary>
    NoAnswer,

    /// <summary>Given up by the caller, or expired before it was ever sent.</summary>
    Cancelled,
}

/// <summary>What became of a command.</summary>
/// <param name="Kind">Which of the ends.</param>
/// <param name="Answer">The vehicle's own result; null when it gave none.</param>
/// <param name="Reason">For people; empty when accepted. For a refusal the vehicle's texts around it.</param>
/// <param name="Sends">How often it was sent; 0 when it never was.</param>
public sealed record CommandResult(CommandResultKind Kind, MavResult? Answer, string Reason, int Sends)
{
    public bool IsAccepted => Kind == CommandResultKind.Accepted;

    internal static CommandResult Accepted(int sends) => new(CommandResultKind.Accepted, MavResult.Accepted, "", sends);

    internal static CommandResult NoAnswer(int sends, string why) => new(CommandResultKind.NoAnswer, null, why, sends);

    internal static CommandResult Cancelled(int sends, string why) =>
        new(CommandResultKind.Cancelled, null, why, sends);
}
