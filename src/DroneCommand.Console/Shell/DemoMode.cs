namespace DroneCommand.Console.Shell;

/// <summary>Whether the fleet on the pages is simulated; every page then says so.</summary>
/// <param name="On">True while the built-in simulator runs the fleet.</param>
public sealed record DemoMode(bool On);
