using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Faults;

/// <summary>What is wrong with one vehicle at this moment. Losses are drawn from the vehicle's own seeded stream.</summary>
public sealed class VehicleFaults(SeededRandom uplink, SeededRandom downlink)
{
    /// <summary>Share of datagrams that are lost each way, 0 to 1.</summary>
    public double LossShare { get; set; }

    public bool RadioSilent { get; set; }

    /// <summary>What the pre-arm check says is wrong, or null.</summary>
    public string? ArmingRefusal { get; set; }

    /// <summary>No pulses come from the pilot's radio.</summary>
    public bool RcLost { get; set; }

    public bool LosesIncoming() => RadioSilent || (LossShare > 0 && uplink.NextDouble() < LossShare);

    public bool LosesOutgoing() => RadioSilent || (LossShare > 0 && downlink.NextDouble() < LossShare);
}
