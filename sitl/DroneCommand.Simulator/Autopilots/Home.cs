using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>The place that altitudes count from and that a return goes to.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="AmslM">Its altitude above sea level, metres.</param>
/// <param name="Locked">Set by hand: arming does not move it.</param>
public sealed record Home(GeoPoint Place, double AmslM, bool Locked);
