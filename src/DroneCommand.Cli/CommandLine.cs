using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Decode;
using DroneCommand.Cli.Encode;
using DroneCommand.Cli.Files;
using DroneCommand.Cli.Fly;
using DroneCommand.Cli.Inspect;
using DroneCommand.Cli.Missions;
using DroneCommand.Cli.Orders;
using DroneCommand.Cli.Parameters;
using DroneCommand.Cli.Plan;
using DroneCommand.Cli.Record;
using DroneCommand.Cli.Searches;
using DroneCommand.Cli.Signing;
using DroneCommand.Cli.Sim;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Cli;

/// <summary>The verbs, and what becomes of what goes wrong in them: one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args, StandardStreams streams, CancellationToken stop = default)
    {
        var root = new RootCommand(
            "Reads, writes and watches MAVLink (the ardupilotmega dialect), and commands vehicles."
        )
        {
            DecodeCommand.Create(streams),
            EncodeCommand.Create(streams),
            InspectCommand.Create(streams),
            RecordCommand.Create(streams),
            SimVerb.Create(streams),
            ParamCommand.Create(streams),
            FtpCommand.Create(streams),
            CommandVerb.Create(streams),
            ModeVerb.Create(streams),
            ArmVerbs.CreateArm(streams),
            ArmVerbs.CreateDisarm(streams),
            MissionVerbs.Create(streams),
            FlyCommand.Create(streams),
            SigningVerbs.Create(streams),
            PlanCommand.Create(streams),
            SearchLogCommand.Create(streams),
            ShapesVerb.Create(streams),
        };
        // ArduPilot's virtual folders begin with @, which is no file of arguments here.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && !parsed.Tokens.Any(t => t.Value is "--help" or "-h" or "-?"))
            return Complain(streams, Explain(parsed) + " (try --help)", ExitCodes.BadArguments);
        var configuration = new InvocationConfiguration
        {
            Output = streams.Text,
            Error = streams.Errors,
            EnableDefaultExceptionHandler = false,
        };
        return await Guarded(() => parsed.InvokeAsync(configuration, stop), streams);
    }

    // What was typed wrong says more than what is missing because of it.
    private static string Explain(ParseResult parsed) =>
        parsed.UnmatchedTokens.Count > 0
            ? $"what is '{parsed.UnmatchedTokens[0]}'?"
            : parsed.Errors[0].Message.TrimEnd('.');

    private static async Task<int> Guarded(Func<Task<int>> verb, StandardStreams streams)
    {
        try
        {
            return await verb();
        }
        catch (OutputClosedException)
        {
            // Whoever read has enough, as `head` does.
            return ExitCodes.Ok;
        }
        catch (LinkUnavailableException e)
        {
            return Complain(streams, e.Message, ExitCodes.Failed);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return Complain(streams, e.Message, ExitCodes.BadArguments);
        }
        catch (VehicleException e)
        {
            return Complain(streams, e.Message, e.Code);
        }
        catch (OperationCanceledException)
        {
            return Complain(streams, "given up", ExitCodes.Failed);
        }
    }

    private static int Complain(StandardStreams streams, string message, int code)
    {
        streams.Errors.WriteLine($"dronecommand: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
