namespace DroneCommand.Simulator.Autopilots;

/// <summary>What survives a reboot: parameters, mission, fence and rally points.</summary>
public sealed class VehicleMemory
{
    public VehicleMemory(VehicleKind kind)
    {
        Parameters = ParameterTable.Defaults(kind);
        Mission = new MissionStore(Parameters, () => Home());
        Fence = new FenceStore(Parameters);
        Rally = new RallyStore(Parameters);
    }

    public ParameterTable Parameters { get; }

    public MissionStore Mission { get; }

    public FenceStore Fence { get; }

    public RallyStore Rally { get; }

    /// <summary>Where the running autopilot has its home; none while it boots.</summary>
    public Func<Home?> Home { get; set; } = () => null;
}
