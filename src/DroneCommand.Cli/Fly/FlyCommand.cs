using System.CommandLine;
using DroneCommand.Cli.Streams;
using DroneCommand.FlightCards.Flights;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Cli.Fly;

/// <summary>The verb `fly`: acceptance flights by card.</summary>
internal sealed class FlyCommand
{
    private readonly Argument<string[]> _cards = new("CARD")
    {
        Description = "flight cards (.yaml), or folders of them; docs/flight-cards.md tells how they are written",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<bool> _sim = new("--sim")
    {
        Description = "fly with the simulator, on a virtual clock: minutes take seconds",
    };
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "with --sim: names the run; the same card and seed give the same flight",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string?> _ardupilot = new("--ardupilot")
    {
        Description = "start this ArduPilot SITL binary for each card, or the arducopter and ardurover of this folder",
        HelpName = "PATH",
    };
    private readonly Option<string?> _defaults = new("--ardupilot-defaults")
    {
        Description =
            "ArduPilot's default parameters for its simulated airframe, where they do not lie near the binary",
        HelpName = "FILE",
    };
    private readonly Option<double> _speedup = new("--speedup")
    {
        Description = "with --ardupilot: simulate so many times faster than real, as far as the machine keeps up",
        HelpName = "X",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string?> _recorded = new("--recorded")
    {
        Description = "fly nothing: judge the recordings CARD.tlog of this folder by their cards once more",
        HelpName = "DIR",
    };
    private readonly Option<string?> _link = new("--connect")
    {
        Description = "fly with the vehicle on this link; it stands on the card's dock",
        HelpName = "LINK",
    };
    private readonly Option<int?> _system = new("--sysid")
    {
        Description = "with --connect: the vehicle's system id; the first that is heard where it is left out",
        HelpName = "N",
    };
    private readonly Option<string?> _junit = new("--junit")
    {
        Description = "write the results as JUnit XML",
        HelpName = "FILE",
    };
    private readonly Option<string?> _tlog = new("--tlog")
    {
        Description = "record each flight, both directions, as CARD.tlog",
        HelpName = "DIR",
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description = "write a page for each flight, CARD.html: map, altitude, battery, modes, messages",
        HelpName = "DIR",
    };
    private readonly Option<string?> _conformance = new("--conformance")
    {
        Description = "fly each card on the simulator too, and write what differs into this file (Markdown)",
        HelpName = "FILE",
    };
    private readonly Option<bool> _steps = new("--steps") { Description = "tell every step, not the wrong ones only" };

    public static Command Create(StandardStreams streams)
    {
        var verb = new FlyCommand();
        var command = new Command(
            "fly",
            "Flies acceptance flights by card, on the simulator, ArduPilot SITL or a vehicle."
        )
        {
            verb._cards,
            verb._sim,
            verb._seed,
            verb._ardupilot,
            verb._defaults,
            verb._speedup,
            verb._recorded,
            verb._link,
            verb._system,
            verb._junit,
            verb._tlog,
            verb._report,
            verb._conformance,
            verb._steps,
        };
        command.SetAction((result, stop) => new FlyRun(verb.Read(result), streams).Run(stop));
        return command;
    }

    private FlyOptions Read(ParseResult result) =>
        new(
            CardFiles.Find(result.GetValue(_cards)!),
            Flights(result),
            result.GetValue(_junit),
            result.GetValue(_tlog),
            result.GetValue(_report),
            result.GetValue(_conformance),
            result.GetValue(_steps)
        );

    private double Speedup(ParseResult result) =>
        result.GetValue(_speedup) is var speedup and >= 1 and <= 10
            ? speedup
            : throw new FormatException("--speedup is a number from 1 to 10");

    private IFlights Flights(ParseResult result)
    {
        var (sim, ardupilot, link) = (result.GetValue(_sim), result.GetValue(_ardupilot), result.GetValue(_link));
        var recorded = result.GetValue(_recorded);
        if ((sim ? 1 : 0) + new[] { ardupilot, link, recorded }.Count(o => o != null) != 1)
            throw new FormatException("say one of --sim, --ardupilot PATH and --connect LINK: what is to fly");
        if (recorded != null)
            return new RecordedFlights(recorded);
        if (sim)
            return new SimulatedFlights(result.GetValue(_seed));
        if (ardupilot != null)
            return Path.Exists(ardupilot)
                ? new ArduPilotFlights(ardupilot, result.GetValue(_defaults), Speedup(result))
                : throw new FormatException($"--ardupilot: {ardupilot} is not there");
        var system = result.GetValue(_system);
        if (system is not (null or (>= 1 and <= 255)))
            throw new FormatException("--sysid is a number from 1 to 255");
        return new LinkFlights(LinkAddress.Parse(link!), (byte?)system);
    }
}
