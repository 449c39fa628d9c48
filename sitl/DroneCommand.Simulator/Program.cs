using DroneCommand.Mavlink.Links;
using DroneCommand.Simulator;

var commandLine = new SimulatorCommandLine();
commandLine.Root.SetAction(
    async (result, stop) =>
    {
        try
        {
            var options = commandLine.Read(result, TimeProvider.System.GetUtcNow());
            await using var host = new SimulatorHost(options, TimeProvider.System);
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

var parsed = commandLine.Root.Parse(args);
if (parsed.Errors.Count > 0)
{
    return Complain(parsed.Errors[0].Message, ExitCodes.BadArguments);
}

return await parsed.InvokeAsync();

static int Complain(string message, int code)
{
    Console.Error.WriteLine($"DroneCommand.Simulator: {message.ReplaceLineEndings(" ")}");
    return code;
}
