using System.Text;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Messages about the state of the vehicle: mode, sensors, battery, mission, identity.</summary>
internal sealed class StatusMessages(Autopilot autopilot, Sender sender, VehicleIdentity identity)
{
    private const uint FirmwareVersion = 0x0407_0000;

    // What ArduPilot's SITL has: the sensors of a plain airframe.
    private const MavSysStatusSensor CopterPresent = (MavSysStatusSensor)0x5371FC2F;
    private const MavSysStatusSensor RoverPresent = (MavSysStatusSensor)0x1331DC2F;

    // Motor outputs, altitude and position control, logging, fence, AHRS, GPS and the pre-arm check come and go.
    private const MavSysStatusSensor Changing =
        MavSysStatusSensor.SensorGps
        | MavSysStatusSensor.SensorXyPositionControl
        | MavSysStatusSensor.SensorZAltitudeControl
        | MavSysStatusSensor.Ahrs
        | MavSysStatusSensor.Geofence
        | MavSysStatusSensor.Logging
        | MavSysStatusSensor.PrearmCheck;

    private bool IsCopter => autopilot.Kind == VehicleKind.Copter;

    public void Heartbeat() =>
        sender.Send(
            new Heartbeat
            {
                Type = autopilot.Type,
                Autopilot = MavAutopilot.Ardupilotmega,
                BaseMode = autopilot.BaseMode,
                CustomMode = !IsCopter && !autopilot.Initialised ? 16u : autopilot.ReportedMode,
                SystemStatus = autopilot.SystemStatus,
            }
        );

    public void SysStatus()
    {
        var present = IsCopter ? CopterPresent : RoverPresent;
        var battery = autopilot.Battery;
        sender.Send(
            new SysStatus
            {
                OnboardControlSensorsPresent = present,
                OnboardControlSensorsEnabled = (present & ~Changing) | Enabled(),
                OnboardControlSensorsHealth = (present & ~Changing) | Healthy(),
                VoltageBattery = WireUnits.Millivolts(battery.Volts),
                CurrentBattery = WireUnits.Centiamperes(battery.Amperes),
                BatteryRemaining = (sbyte)battery.RemainingPercent,
            }
        );
    }

    public void SystemTime() =>
        sender.Send(
            new SystemTime
            {
                TimeUnixUsec = autopilot.Gps.Fix >= GpsFix.Fix3D ? UnixMicroseconds() : 0,
                TimeBootMs = (uint)(autopilot.Clock * 1000),
            }
        );

    public void BatteryStatus()
    {
        var battery = autopilot.Battery;
        Span<ushort> volts = stackalloc ushort[10];
        volts.Fill(ushort.MaxValue);
        volts[0] = WireUnits.Millivolts(battery.Volts);
        sender.Send(
            new BatteryStatus
            {
                Temperature = short.MaxValue,
                Voltages = (ReadOnlySpan<ushort>)volts,
                CurrentBattery = WireUnits.Centiamperes(battery.Amperes),
                CurrentConsumed = (int)battery.UsedMah,
                EnergyConsumed = (int)(battery.UsedWh * 36),
                BatteryRemaining = (sbyte)battery.RemainingPercent,
                ChargeState = battery.Level switch
                {
                    BatteryLevel.Critical => MavBatteryChargeState.Critical,
                    BatteryLevel.Low => MavBatteryChargeState.Low,
                    _ => MavBatteryChargeState.Ok,
                },
            }
        );
    }

    public void ExtendedSysState() => sender.Send(new ExtendedSysState { LandedState = autopilot.LandedState });

    public void MissionCurrent()
    {
        var mission = autopilot.Mission;
        var store = autopilot.Memory.Mission;
        sender.Send(
            new MissionCurrent
            {
                Seq = (ushort)mission.Current,
                Total = (ushort)Math.Max(0, store.Count - 1),
                MissionState = !store.HasMission ? MissionState.NoMission : ReportedState(mission.State),
                MissionMode = (byte)(autopilot.InMission ? 1 : 0),
            }
        );
    }

    public void AutopilotVersion()
    {
        Span<byte> uid = stackalloc byte[18];
        Encoding.ASCII.GetBytes(identity.Uid.AsSpan(0, Math.Min(identity.Uid.Length, 17)), uid);
        sender.Send(
            new AutopilotVersion
            {
                Capabilities = Capabilities(),
                FlightSwVersion = FirmwareVersion,
                FlightCustomVersion = (ReadOnlySpan<byte>)"90700977"u8,
                Uid2 = (ReadOnlySpan<byte>)uid,
            }
        );
    }

    /// <summary>Only sent while the fence is on, as on the real autopilot.</summary>
    public void FenceStatus()
    {
        if (autopilot.Fence.Enabled == FenceKinds.None)
        {
            return;
        }

        var breached = autopilot.Fence.Breached;
        sender.Send(
            new FenceStatus
            {
                BreachStatus = (byte)(breached == FenceKinds.None ? 0 : 1),
                BreachType = breached switch
                {
                    FenceKinds.None => FenceBreach.None,
                    FenceKinds.MaxAltitude => FenceBreach.Maxalt,
                    FenceKinds.MinAltitude => FenceBreach.Minalt,
                    _ => FenceBreach.Boundary,
                },
                BreachCount = (ushort)autopilot.Fence.Breaches,
            }
        );
    }

    private MissionState ReportedState(MissionState state) =>
        state == MissionState.Active && autopilot.MissionPaused ? MissionState.Paused : state;

    private MavSysStatusSensor Enabled()
    {
        MavSysStatusSensor enabled = 0;
        var gps = autopilot.Gps.Fix != GpsFix.NoGps;
        enabled |= gps ? MavSysStatusSensor.SensorGps : 0;
        enabled |= autopilot.ControlsPosition ? MavSysStatusSensor.SensorXyPositionControl : 0;
        enabled |= autopilot.ControlsHeight && IsCopter ? MavSysStatusSensor.SensorZAltitudeControl : 0;
        enabled |= autopilot.Estimator.AhrsHealthy ? MavSysStatusSensor.Ahrs : 0;
        enabled |= autopilot.Fence.Enabled != FenceKinds.None ? MavSysStatusSensor.Geofence : 0;
        enabled |= autopilot.Armed ? MavSysStatusSensor.Logging : 0;
        return enabled | (IsCopter ? MavSysStatusSensor.PrearmCheck : 0);
    }

    private MavSysStatusSensor Healthy()
    {
        // A proximity sensor that is not there counts as healthy.
        var healthy = MavSysStatusSensor.Logging | MavSysStatusSensor.SensorProximity;
        healthy |= autopilot.Gps.Fix >= GpsFix.Fix3D ? MavSysStatusSensor.SensorGps : 0;
        healthy |= Enabled() & (MavSysStatusSensor.SensorXyPositionControl | MavSysStatusSensor.SensorZAltitudeControl);
        healthy |= autopilot.Estimator.AhrsHealthy ? MavSysStatusSensor.Ahrs : 0;
        healthy |= autopilot.Fence.Breached == FenceKinds.None ? MavSysStatusSensor.Geofence : 0;
        return healthy | (autopilot.ReadyToArm ? MavSysStatusSensor.PrearmCheck : 0);
    }

    // What the real autopilot claims, without calibration, which is not simulated, and without terrain where there is none.
    private MavProtocolCapability Capabilities()
    {
        var missing = MavProtocolCapability.CompassCalibration;
        missing |= autopilot.TerrainSpacingM > 0 ? 0 : MavProtocolCapability.Terrain;
        return (MavProtocolCapability)(IsCopter ? 64495 : 61935) & ~missing;
    }

    private ulong UnixMicroseconds() =>
        (ulong)(identity.StartUtc.ToUnixTimeMilliseconds() * 1000) + (ulong)(autopilot.Clock * 1e6);
}
