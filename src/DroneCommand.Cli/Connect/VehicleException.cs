namespace DroneCommand.Cli.Connect;

/// <summary>The vehicle refused, or did not answer. The message is one line for people.</summary>
/// <param name="message">For people.</param>
/// <param name="code">What the tool ends with.</param>
internal sealed class VehicleException(string message, int code = ExitCodes.Failed) : Exception(message)
{
    public int Code => code;
}
