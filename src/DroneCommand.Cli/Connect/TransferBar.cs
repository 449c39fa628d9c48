using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Missions;
using Spectre.Console;

namespace DroneCommand.Cli.Connect;

/// <summary>A progress bar on standard error while something is transferred; none where that is no terminal.</summary>
internal static class TransferBar
{
    /// <param name="streams">Standard error is where it is drawn.</param>
    /// <param name="what">For people: 'parameters'.</param>
    /// <param name="transfer">Gets what to report to.</param>
    public static async Task<T> Show<T>(
        StandardStreams streams,
        string what,
        Func<IProgress<TransferProgress>?, Task<T>> transfer
    )
    {
        if (!streams.ErrorsAreScreen)
            return await transfer(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(streams.Errors) });
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async context =>
            {
                var bar = context.AddTask(what);
                return await transfer(new Bar(bar));
            });
    }

    private sealed class Bar(ProgressTask bar) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            // A vehicle's announcement may be an estimate.
            bar.MaxValue = Math.Max(1, Math.Max(value.Total, value.Done));
            bar.Value = value.Done;
        }
    }
}
