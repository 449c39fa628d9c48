using System.CommandLine;
using DroneCommand.Mavlink.Links;
using DroneCommand.Simulator;
using DroneCommand.Simulator.Relay;

var root = new RootCommand(SimulatorCommandLine.Description);
var commandLine = new SimulatorCommandLine();
commandLine.AddTo(root);
root.SetAction(
    async (result, stop) =>
    {
        try
        {
            var options = commandLine.Read(result, TimeProvider.System.GetUtcNow());
            await using var host = new SimulatorHost(options, TimeProvider.System, Console.Out);
            await host.Run(stop);
            return ExitCodes.Ok;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return Complain(e.Message, ExitCodes.BadArguments);
        }
        catch (LinkUnavailableException e)
        {
            return Complain(e.Message, ExitCodes.Unavailable);
        }
    }
);

var relayLine = new RelayCommandLine();
relayLine.Command.SetAction(
    async (result, stop) =>
    {
        try
        {
            await using var relay = relayLine.Open(result, TimeProvider.System);
            relay.Start();
            Console.WriteLine($"Relaying from udp://{relay.LocalEndPoint}");
            await Ended(stop);
            Console.WriteLine(string.Join(Environment.NewLine, relay.Figures));
            return ExitCodes.Ok;
        }
        catch (FormatException e)
        {
            return Complain(e.Message, ExitCodes.BadArguments);
        }
        catch (LinkUnavailableException e)
        {
            return Complain(e.Message, ExitCodes.Unavailable);
        }
    }
);
root.Subcommands.Add(relayLine.Command);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    return Complain(parsed.Errors[0].Message, ExitCodes.BadArguments);
}

return await parsed.InvokeAsync();

static async Task Ended(CancellationToken stop)
{
    var ended = new TaskCompletionSource();
    await using var registration = stop.Register(ended.SetResult);
    await ended.Task;
}

static int Complain(string message, int code)
{
    Console.Error.WriteLine($"DroneCommand.Simulator: {message.ReplaceLineEndings(" ")}");
    return code;
}
