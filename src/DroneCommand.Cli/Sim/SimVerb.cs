using System.CommandLine;
using DroneCommand.Cli.Streams;
using DroneCommand.Simulator;

namespace DroneCommand.Cli.Sim;

/// <summary>The verb sim: simulated vehicles in this process, until it is told to end.</summary>
internal static class SimVerb
{
    public static Command Create(StandardStreams streams)
    {
        var command = new Command("sim", SimulatorCommandLine.Description);
        var line = new SimulatorCommandLine();
        line.AddTo(command);
        command.SetAction(
            async (result, stop) =>
            {
                var options = line.Read(result, TimeProvider.System.GetUtcNow());
                await using var host = new SimulatorHost(options, TimeProvider.System, streams.Text);
                await host.Run(stop);
                return ExitCodes.Ok;
            }
        );
        return command;
    }
}
