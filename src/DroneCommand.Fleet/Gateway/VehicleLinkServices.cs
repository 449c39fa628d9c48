using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Telemetry;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>What every <see cref="VehicleLink"/> of this silo works with.</summary>
public sealed record VehicleLinkServices(
    IGrainFactory Grains,
    IFleetFeedSink Feed,
    CameraStreams Cameras,
    SigningKeys Signing,
    StationForwarding Stations,
    TimeProvider Time,
    ILogger<VehicleGateway> Logger
);
