using DroneCommand.Cli;
using DroneCommand.Cli.Streams;

return await CommandLine.Run(args, StandardStreams.Process());
