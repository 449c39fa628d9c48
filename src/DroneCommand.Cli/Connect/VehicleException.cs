namespace DroneCommand.Cli.Connect;

/// <summary>The vehicle refused, or did not answer. The message is one line for people; the tool ends with code 1.</summary>
internal sealed class VehicleException(string message) : Exception(message);
