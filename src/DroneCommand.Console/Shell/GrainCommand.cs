using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Shell;

/// <summary>Runs one command against a grain so that its end is always an outcome, never an exception on a page.</summary>
public static class GrainCommand
{
    /// <summary>
    /// A failure of the server itself is 'no answer', not 'refused': the command may have left before it failed.
    /// </summary>
    public static async Task<CommandOutcome> Run(Func<Task<CommandOutcome>> command, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(time);
        var asked = time.GetTimestamp();
        try
        {
            return await command();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "a command could not be finished");
            return new CommandOutcome(
                OutcomeKind.NoAnswer,
                "the server could not finish it; look at what happened before you repeat it",
                time.GetElapsedTime(asked)
            );
        }
    }
}
