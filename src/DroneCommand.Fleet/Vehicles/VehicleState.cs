using DroneCommand.Fleet.Patrols;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>What a <see cref="VehicleGrain"/> keeps at rest: decisions, never telemetry.</summary>
[GenerateSerializer]
public sealed class VehicleState
{
    /// <summary>Null until the vehicle is adopted.</summary>
    [Id(0)]
    public RegisteredVehicle? Registration { get; set; }

    [Id(1)]
    public AuthorityView Authority { get; set; } = AuthorityView.Nobody;

    [Id(2)]
    public Sortie? Sortie { get; set; }

    /// <summary>Newest first, at most <see cref="CommandsKept"/>.</summary>
    [Id(3)]
    public List<CommandEntry> Commands { get; set; } = [];

    /// <summary>Why nothing may be sent to it; null when it may.</summary>
    [Id(4)]
    public string? QuarantineReason { get; set; }

    /// <summary>What needs a person until the next order or until it ends by itself.</summary>
    [Id(5)]
    public AttentionItem? Standing { get; set; }

    /// <summary>Ends of runs that their patrols have not confirmed yet.</summary>
    [Id(6)]
    public List<RunEnd> Untold { get; set; } = [];

    /// <summary>Where it was sent by a go-to that no later order, pilot or failsafe has overtaken.</summary>
    [Id(7)]
    public GeoPoint? GoingTo { get; set; }

    public const int CommandsKept = 20;
}

/// <summary>How a run ended, on its way from the vehicle to the patrol.</summary>
/// <param name="PatrolId">The patrol.</param>
/// <param name="Slot">The run's due time.</param>
/// <param name="State">Its end.</param>
/// <param name="Reason">For people.</param>
/// <param name="Sortie">Which of the vehicle's sorties in that run, from 1.</param>
/// <param name="Left">True when the vehicle had left its dock.</param>
[GenerateSerializer, Immutable]
public sealed record RunEnd(
    string PatrolId,
    DateTimeOffset Slot,
    PatrolRunState State,
    string Reason,
    int Sortie = 1,
    bool Left = true
);
