using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using Orleans.Concurrency;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// What a grain tells its link to do. Orders are begun, not awaited: the link answers at once whether it took the order,
/// and reports its end to the grain by the operation id.
/// </summary>
/// <param name="OperationId">The command that it carries out.</param>
/// <param name="Epoch">The grain activation's epoch; a link refuses one lower than it has seen.</param>
[GenerateSerializer, Immutable]
public abstract record LinkOrder(Guid OperationId, long Epoch);

/// <summary>Stop where you are. Cancels everything else first.</summary>
[GenerateSerializer, Immutable]
public sealed record HoldOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);

/// <summary>Return to Launch. Cancels everything else first.</summary>
[GenerateSerializer, Immutable]
public sealed record ReturnOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);

/// <summary>Land here. Cancels everything else first.</summary>
[GenerateSerializer, Immutable]
public sealed record LandOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);

/// <summary>Go on with the mission at the same item.</summary>
[GenerateSerializer, Immutable]
public sealed record ResumeOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);

/// <summary>Go to a point and stay there.</summary>
/// <param name="OperationId">The command.</param>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Target">Where to.</param>
/// <param name="Altitude">Height to be at; ignored on the ground.</param>
[GenerateSerializer, Immutable]
public sealed record GoToOrder(Guid OperationId, long Epoch, GeoPoint Target, AltitudeAboveHome Altitude)
    : LinkOrder(OperationId, Epoch);

/// <summary>Motors off at once.</summary>
[GenerateSerializer, Immutable]
public sealed record MotorsOffOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);

/// <summary>
/// Fly a mission: wait for readiness, check the failsafe parameters, upload and read back fence and mission, launch.
/// </summary>
/// <param name="OperationId">The command.</param>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Mission">The items without home.</param>
/// <param name="Fence">The site's boundary and keep-outs.</param>
/// <param name="Home">Where the plan begins and ends; the vehicle must stand there.</param>
/// <param name="ReturnAltitude">What the return altitude must reach at least, above home; null for ground robots.</param>
/// <param name="HardwareUid">The autopilot that was adopted; null when it was never read. Another one gets nothing.</param>
[GenerateSerializer, Immutable]
public sealed record FlyMissionOrder(
    Guid OperationId,
    long Epoch,
    IReadOnlyList<MissionItem> Mission,
    IReadOnlyList<MissionItem> Fence,
    GeoPoint Home,
    AltitudeAboveHome? ReturnAltitude,
    string? HardwareUid
) : LinkOrder(OperationId, Epoch)
{
    /// <summary>True: once it is ready it waits for a <see cref="LetGoOrder"/> before it arms.</summary>
    [Id(0)]
    public bool WaitsForTeam { get; init; }

    /// <summary>What the mission's template asks of it.</summary>
    [Id(1)]
    public FlightDemands Demands { get; init; } = FlightDemands.None;

    /// <summary>The autopilot that the items are written for. Another one gets nothing.</summary>
    [Id(2)]
    public MavAutopilot Autopilot { get; init; } = MavAutopilot.Ardupilotmega;
}

/// <summary>Let a launch go on that waits for its team. It is no order of its own: that launch goes on, or nothing happens.</summary>
/// <param name="OperationId">The command.</param>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Launch">Operation id of the launch.</param>
[GenerateSerializer, Immutable]
public sealed record LetGoOrder(Guid OperationId, long Epoch, Guid Launch) : LinkOrder(OperationId, Epoch);

/// <summary>The link's immediate answer to an order.</summary>
/// <param name="Taken">False: nothing will be sent and no end will be reported.</param>
/// <param name="Reason">Why not, for people.</param>
[GenerateSerializer, Immutable]
public sealed record OrderReceipt(bool Taken, string Reason)
{
    public static OrderReceipt Accepted { get; } = new(true, "");

    public static OrderReceipt Refused(string reason) => new(false, reason);
}

/// <summary>A grain's way down to the link beside the socket. A leased reference, never persisted.</summary>
public interface IVehicleDownlink : IGrainObserver
{
    /// <summary>Begins an order, or refuses it by epoch or because another runs.</summary>
    Task<OrderReceipt> Begin(LinkOrder order);
}

/// <summary>What a link gets when it attaches, and again with each report.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="View">The vehicle as people see it now.</param>
[GenerateSerializer, Immutable]
public sealed record LinkLease(long Epoch, VehicleView View);

/// <summary>The grain's side of the link. Key: the vehicle's permanent id.</summary>
public interface IVehicleUplink : IGrainWithStringKey
{
    /// <summary>Registers a link as the vehicle's downlink. Null: the vehicle is not adopted (any more).</summary>
    [AlwaysInterleave]
    Task<LinkLease?> Attach(IVehicleDownlink downlink, string heardAt);

    /// <summary>The newest telemetry; renews the lease. Null tells the link to attach again.</summary>
    [AlwaysInterleave]
    Task<LinkLease?> Report(VehicleTelemetry report);

    /// <summary>A mode change, at once.</summary>
    [AlwaysInterleave]
    Task ReportModeChange(ModeChange change);

    /// <summary>A text of the autopilot, at once.</summary>
    [AlwaysInterleave]
    Task ReportMessage(VehicleMessage message);

    /// <summary>What an order is doing, for people.</summary>
    [AlwaysInterleave]
    Task ReportPhase(Guid operationId, string phase);

    /// <summary>The end of an order.</summary>
    [AlwaysInterleave]
    Task ReportEnd(Guid operationId, CommandOutcome outcome);

    /// <summary>
    /// Asks whether what an attached ground station wants changed may go to the vehicle. Either way that is on record when
    /// this returns.
    /// </summary>
    [AlwaysInterleave]
    Task<StationConsent> AskForStation(StationAsk ask);

    /// <summary>The end of what a station was allowed: it went on to the vehicle, or <paramref name="kept"/> says why not.</summary>
    [AlwaysInterleave]
    Task ReportStationEnd(StationAsk ask, string? kept);
}

/// <summary>Disarm a ground robot that is back at its dock; refused by the vehicle when it moves.</summary>
[GenerateSerializer, Immutable]
public sealed record StandDownOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);

/// <summary>
/// Give the vehicle a new signing key and see it sign. The key is made beside the socket: it is in no message.
/// </summary>
/// <param name="OperationId">The command.</param>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="LinkConfirmed">A person said that nobody else listens on the link, which the key crosses in clear.</param>
[GenerateSerializer, Immutable]
public sealed record SetUpSigningOrder(Guid OperationId, long Epoch, bool LinkConfirmed)
    : LinkOrder(OperationId, Epoch);

/// <summary>Take the vehicle's signing key away and see it sign no more.</summary>
[GenerateSerializer, Immutable]
public sealed record TurnSigningOffOrder(Guid OperationId, long Epoch) : LinkOrder(OperationId, Epoch);
