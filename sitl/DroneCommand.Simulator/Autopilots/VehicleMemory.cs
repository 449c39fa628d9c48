namespace DroneCommand.Simulator.Autopilots;

/// <summary>What survives a reboot: parameters, mission, fence and rally points, the signing key, and the files on its card.</summary>
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

    /// <summary>Null while none was ever set up.</summary>
    public StoredSigning? Signing { get; set; }

    /// <summary>Contents by path; folders end with a slash.</summary>
    public Dictionary<string, byte[]> Files { get; } =
        new(StringComparer.Ordinal) { ["logs/"] = [], ["scripts/"] = [] };

    /// <summary>Where the running autopilot has its home; none while it boots.</summary>
    public Func<Home?> Home { get; set; } = () => null;
}
