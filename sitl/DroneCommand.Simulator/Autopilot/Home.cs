using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilot;

/// <summary>The place that altitudes count from and that a return goes to.</summary>
/// <param name="Locked">Set by hand: arming does not move it.</param>
public sealed record Home(GeoPoint Place, double AmslM, bool Locked);
