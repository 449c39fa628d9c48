namespace DroneCommand.Simulator.Protocol;

/// <summary>Who a vehicle is: its name for people, its system id, and the hardware id that stays when the system id changes.</summary>
/// <param name="Name">For logs and the camera's caption.</param>
/// <param name="SystemId">1 to 250.</param>
/// <param name="Uid">Up to 18 characters, as AUTOPILOT_VERSION.uid2 carries them.</param>
/// <param name="StartUtc">Wall clock at power-on, which GPS time continues from.</param>
public sealed record VehicleIdentity(string Name, byte SystemId, string Uid, DateTimeOffset StartUtc);
