using System.CommandLine;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;

namespace DroneCommand.Cli.Missions;

/// <summary>The verbs `mission get`, `mission put` and `mission clear`.</summary>
internal static class MissionVerbs
{
    public static Command Create(StandardStreams streams) =>
        new("mission", "Reads, writes and clears a vehicle's mission, fence and rally points.")
        {
            CreateGet(streams),
            CreatePut(streams),
            CreateClear(streams),
        };

    private static Command CreateGet(StandardStreams streams)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "NAME.plan (QGroundControl) or NAME.waypoints (Mission Planner), - for standard output",
        };
        var format = new Option<string?>("--format")
        {
            Description = "plan or waypoints, where the name does not tell",
            HelpName = "FORMAT",
        };
        var overwrite = new Option<bool>("--force") { Description = "overwrite the file if it is there" };
        var type = MissionTypes.CreateOption();
        var command = VehicleVerb.Create(
            "get",
            "Reads what the vehicle holds into a file.",
            (vehicle, arguments, stop) =>
                new MissionGet(vehicle, streams).Run(
                    MissionTypes.Read(arguments.GetValue(type)!),
                    arguments.GetValue(file)!,
                    PlanFileArgument.Format(arguments.GetValue(file)!, arguments.GetValue(format)),
                    stop
                ),
            arguments =>
            {
                var name = arguments.GetValue(file)!;
                MissionTypes.Read(arguments.GetValue(type)!);
                PlanFileArgument.Format(name, arguments.GetValue(format));
                if (name != InputFile.Standard && File.Exists(name) && !arguments.GetValue(overwrite))
                    throw new IOException($"{name} is there already; --force overwrites it");
            }
        );
        command.Arguments.Add(file);
        command.Options.Add(format);
        command.Options.Add(overwrite);
        command.Options.Add(type);
        return command;
    }

    private static Command CreatePut(StandardStreams streams)
    {
        var file = new Argument<string>("FILE") { Description = "either format, - for standard input" };
        var type = MissionTypes.CreateOption();
        MissionPut? put = null;
        var command = VehicleVerb.Create(
            "put",
            "Replaces what the vehicle holds by a file's, reads it back, and says which plan the vehicle holds.",
            (vehicle, _, stop) => put!.Run(vehicle, stop),
            // The file is read before a vehicle is looked for: standard input can be read once only.
            arguments =>
                put = MissionPut.Read(arguments.GetValue(file)!, MissionTypes.Read(arguments.GetValue(type)!), streams)
        );
        command.Arguments.Add(file);
        command.Options.Add(type);
        return command;
    }

    private static Command CreateClear(StandardStreams streams)
    {
        var type = MissionTypes.CreateOption();
        var command = VehicleVerb.Create(
            "clear",
            "Clears what the vehicle holds, and sees that nothing is left.",
            (vehicle, arguments, stop) =>
                new MissionEmpty(vehicle, streams).Run(MissionTypes.Read(arguments.GetValue(type)!), stop),
            arguments => MissionTypes.Read(arguments.GetValue(type)!)
        );
        command.Options.Add(type);
        return command;
    }
}
