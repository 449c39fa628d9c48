using System.CommandLine;
using DroneCommand.Cli.Streams;

namespace DroneCommand.Cli.Parameters;

/// <summary>The verb `param`: what a vehicle is set to.</summary>
internal static class ParamCommand
{
    public static Command Create(StandardStreams streams) =>
        new("param", "Reads, sets, saves and compares a vehicle's parameters.")
        {
            ParamGet.Create(streams),
            ParamSet.Create(streams),
            ParamList.Create(streams),
            ParamSave.Create(streams),
            ParamLoad.Create(streams),
            ParamDiff.Create(streams),
        };
}
