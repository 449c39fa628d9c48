using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// All that is needed to work with one vehicle, made once per connection. Sequences of one vehicle must not run at the
/// same time: their caller owns that queue, and cancels what runs before it starts a safety command.
/// </summary>
public sealed class VehicleServices : IDisposable
{
    public VehicleServices(VehicleConnection connection)
    {
        Connection = connection;
        Commands = new CommandSender(connection);
        Telemetry = new TelemetryFold(connection);
        Files = new FileClient(connection);
        Parameters = new ParameterClient(connection, Telemetry, Files);
    }

    public VehicleConnection Connection { get; }

    public CommandSender Commands { get; }

    public TelemetryFold Telemetry { get; }

    public ParameterClient Parameters { get; }

    public FileClient Files { get; }

    /// <summary>
    /// Its files, where it has said (AUTOPILOT_VERSION) that it has some and takes plans as such; null otherwise.
    /// </summary>
    public FileClient? PlanFiles =>
        Autopilot is { HasPlanFiles: true }
        && Telemetry.Snapshot.Identity?.Value.Capabilities.HasFlag(MavProtocolCapability.Ftp) == true
            ? Files
            : null;

    /// <summary>Null until a heartbeat told, or for an autopilot that this server cannot command.</summary>
    public IAutopilot? Autopilot => Telemetry.Autopilot;

    /// <summary>Asks once for AUTOPILOT_VERSION; the answer shows in the snapshot's identity.</summary>
    public Task<CommandResult> RequestIdentity(CancellationToken cancellation = default) =>
        Commands.Send(
            new CommandLongRequest(MavCmd.RequestMessage, MessageIds.AutopilotVersion),
            cancellation: cancellation
        );

    public void Dispose() => Telemetry.Dispose();
}
