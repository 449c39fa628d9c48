using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>What a mission's template asks of the vehicle that flies it, beyond what every site asks.</summary>
[GenerateSerializer, Immutable]
public sealed record FlightDemands
{
    public static FlightDemands None { get; } = new();

    /// <summary>What it must be set to do when it loses us; null: anything but nothing.</summary>
    [Id(0)]
    public FailsafeAction? LinkLost { get; init; }

    /// <summary>What it must be set to do at a low battery; null: anything but nothing.</summary>
    [Id(1)]
    public FailsafeAction? BatteryLow { get; init; }

    /// <summary>What it must be set to do outside its fence; null: anything but nothing.</summary>
    [Id(2)]
    public FailsafeAction? FenceBreach { get; init; }

    /// <summary>A mount must be set up.</summary>
    [Id(3)]
    public bool NeedsMount { get; init; }

    /// <summary>In spite of what it is started, for people; empty when all is as the template asks.</summary>
    [Id(4)]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What a template asks of vehicles of a family.</summary>
    public static FlightDemands Of(MissionTemplate template, VehicleFamily family)
    {
        var (linkLost, batteryLow, fenceBreach) = template.OnFailure.Wanted(family);
        return new()
        {
            LinkLost = linkLost,
            BatteryLow = batteryLow,
            FenceBreach = fenceBreach,
            NeedsMount = template.Requires.Gimbal,
        };
    }
}
