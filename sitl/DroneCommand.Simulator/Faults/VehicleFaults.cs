namespace DroneCommand.Simulator.Faults;

/// <summary>What is wrong with one vehicle at this moment, beyond its parts: those carry their own damage.</summary>
public sealed class VehicleFaults
{
    /// <summary>What the pre-arm check says is wrong, or null.</summary>
    public string? ArmingRefusal { get; set; }

    /// <summary>The least variance that the EKF reports of position and velocity; 0 leaves it alone.</summary>
    public double EkfVariance { get; set; }

    /// <summary>Seconds by which the clock that the vehicle reports is ahead.</summary>
    public double ClockOffset { get; set; }

    public ProtocolFaults Protocol { get; } = new();
}
