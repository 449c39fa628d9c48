using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.Cli.Orders;

/// <summary>
/// Says what became of an order on standard output, and turns it into the exit code: a script can tell a vehicle that
/// refused from one that may or may not have done it.
/// </summary>
internal static class Outcome
{
    public static int Tell(CommandResult result, StandardStreams streams) =>
        result.Kind switch
        {
            CommandResultKind.Accepted => Say(streams, "accepted", ExitCodes.Ok),
            CommandResultKind.Refused => Refused(streams, result.Reason),
            CommandResultKind.NoAnswer => NoAnswer(streams, result.Reason),
            _ => Say(streams, result.Reason, ExitCodes.Failed),
        };

    public static int Tell(SequenceResult result, StandardStreams streams) =>
        result.End switch
        {
            SequenceEnd.Done => Say(streams, result.Text, ExitCodes.Ok),
            SequenceEnd.RefusedByVehicle => Refused(streams, result.Text),
            SequenceEnd.RefusedByUs => Say(streams, "not asked: " + result.Text, ExitCodes.Failed),
            SequenceEnd.NoAnswer => NoAnswer(streams, result.Text),
            _ => Say(streams, result.Text, ExitCodes.Failed),
        };

    public static int Tell(SigningSetupResult result, StandardStreams streams) =>
        result.End switch
        {
            SigningSetupEnd.Accepted => Say(streams, result.Text, ExitCodes.Ok),
            SigningSetupEnd.Refused => Refused(streams, result.Text),
            SigningSetupEnd.Cancelled => Say(streams, result.Text, ExitCodes.Failed),
            _ => NoAnswer(streams, result.Text),
        };

    /// <param name="end">Not <see cref="TransferEnd.Done"/>.</param>
    /// <param name="words">Why, and what the vehicle holds now.</param>
    /// <param name="streams">Where it is said.</param>
    public static int Tell(TransferEnd end, string words, StandardStreams streams) =>
        end switch
        {
            TransferEnd.Refused => Refused(streams, words),
            TransferEnd.NoAnswer => NoAnswer(streams, words),
            _ => Say(streams, words, ExitCodes.Failed),
        };

    private static int Refused(StandardStreams streams, string why) =>
        Say(streams, "refused: " + why, ExitCodes.Failed);

    private static int NoAnswer(StandardStreams streams, string why) =>
        Say(streams, "no answer: " + why, ExitCodes.NoAnswer);

    private static int Say(StandardStreams streams, string words, int code)
    {
        streams.Text.WriteLine(words);
        return code;
    }
}
