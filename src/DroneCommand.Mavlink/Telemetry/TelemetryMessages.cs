using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>What each message changes in the snapshot: wire units end here.</summary>
internal static class TelemetryMessages
{
    private const int KeptTexts = 20;
    private const int SharedFlags = (int)EkfStatusFlags.PredPosHorizAbs * 2 - 1;

    public static void Register(TelemetryFold fold, VehicleConnection connection, List<IDisposable> registrations)
    {
        var texts = new StatusTextAssembler();
        registrations.AddRange([
            connection.OnMessage<Heartbeat>(m => Fold(fold, m)),
            connection.OnMessage<GlobalPositionInt>(m => Fold(fold, m)),
            connection.OnMessage<Attitude>(m => Fold(fold, m)),
            connection.OnMessage<SystemTime>(m => Fold(fold, m)),
            connection.OnMessage<MissionCurrent>(m => Fold(fold, m)),
            connection.OnMessage<ExtendedSysState>(m => Fold(fold, m)),
            connection.OnMessage<FenceStatus>(m => Fold(fold, m)),
            connection.OnMessage<Statustext>(m => texts.Take(m, text => Fold(fold, text))),
            connection.OnMessage<MissionItemReached>(m =>
                fold.Fold(
                    (s, now) =>
                    {
                        fold.Note(TelemetryEvents.MissionProgress);
                        return s with { ReachedItem = new(m.Seq, now) };
                    }
                )
            ),
            connection.OnMessage<VfrHud>(m =>
                fold.Fold(
                    (s, now) => s with { Hud = new(new HudPart(m.Airspeed, m.Groundspeed, m.Climb, m.Throttle), now) }
                )
            ),
            connection.OnMessage<SysStatus>(m => fold.Fold((s, now) => Health(s, m, now))),
            connection.OnMessage<BatteryStatus>(m => fold.Fold((s, now) => Charge(s, m, now))),
            connection.OnMessage<GpsRawInt>(m => fold.Fold((s, now) => s with { Gps = new(Receiver(m), now) })),
            connection.OnMessage<EkfStatusReport>(m =>
                fold.Fold((s, now) => s with { Estimator = new(Estimate(m), now) })
            ),
            connection.OnMessage<EstimatorStatus>(m =>
                fold.Fold((s, now) => s with { Estimator = new(Estimate(m), now) })
            ),
            connection.OnMessage<HomePosition>(m =>
                fold.Fold(
                    (s, now) =>
                        s with
                        {
                            Home = new(
                                new HomePart(Point(m.Latitude, m.Longitude), new AltitudeAmsl(m.Altitude / 1e3)),
                                now
                            ),
                        }
                )
            ),
            connection.OnMessage<Wind>(m =>
                fold.Fold((s, now) => s with { Wind = new(new WindPart(m.Speed, Turn(m.Direction)), now) })
            ),
            connection.OnMessage<NavControllerOutput>(m =>
                fold.Fold(
                    (s, now) =>
                        s with
                        {
                            Navigation = new(new NavigationPart(m.WpDist, Turn(m.TargetBearing), m.XtrackError), now),
                        }
                )
            ),
            connection.OnMessage<PositionTargetGlobalInt>(m =>
                fold.Fold((s, now) => s with { Target = new(Point(m.LatInt, m.LonInt), now) })
            ),
            connection.OnMessage<AutopilotVersion>(m =>
                fold.Fold((s, now) => s with { Identity = new(AutopilotIdentity.Of(m), now) })
            ),
        ]);
    }

    private static void Fold(TelemetryFold fold, Heartbeat m)
    {
        // Gimbals and cameras may share the component id of no one; a heartbeat without autopilot is not the autopilot's.
        if (m.Autopilot == MavAutopilot.Invalid)
            return;
        fold.Recognise(m);
        fold.Fold(
            (s, now) =>
            {
                var armed = m.BaseMode.HasFlag(MavModeFlag.SafetyArmed);
                var part = new HeartbeatPart(
                    m.Type,
                    m.Autopilot,
                    m.CustomMode,
                    armed,
                    m.SystemStatus,
                    (s.Heartbeat?.Value.Number ?? 0) + 1
                );
                if (s.Heartbeat is { Value: var before })
                {
                    fold.Note(Changes(before, part));
                    if (HasStarted(before.Status) && !HasStarted(part.Status))
                        fold.Rebooted(ref s);
                }
                return s with
                {
                    Heartbeat = new(part, now),
                    Mode =
                        fold.Autopilot?.ModeName(m.CustomMode) ?? FormattableString.Invariant($"MODE {m.CustomMode}"),
                };
            }
        );
    }

    private static bool HasStarted(MavState status) =>
        status is not (MavState.Uninit or MavState.Boot or MavState.Calibrating);

    private static TelemetryEvents Changes(HeartbeatPart before, HeartbeatPart now) =>
        (before.CustomMode != now.CustomMode ? TelemetryEvents.ModeChanged : 0)
        | (before.Armed != now.Armed ? TelemetryEvents.ArmedChanged : 0)
        | (before.Status != now.Status ? TelemetryEvents.StatusChanged : 0);

    private static void Fold(TelemetryFold fold, GlobalPositionInt m) =>
        fold.Fold(
            (s, now) =>
            {
                // Until its estimator has an origin, ArduPilot sends the place where the Greenwich meridian meets the equator.
                if (!fold.IsNew(ref s, m.TimeBootMs, now) || m is { Lat: 0, Lon: 0 })
                    return s;
                var position = new PositionPart(
                    Point(m.Lat, m.Lon),
                    new AltitudeAmsl(m.Alt / 1e3),
                    new AltitudeAboveHome(m.RelativeAlt / 1e3),
                    Math.Sqrt(((double)m.Vx * m.Vx) + ((double)m.Vy * m.Vy)) / 100,
                    -m.Vz / 100.0,
                    m.Hdg == ushort.MaxValue ? null : m.Hdg / 100.0
                );
                return s with { Position = new(position, now) };
            }
        );

    private static void Fold(TelemetryFold fold, Attitude m) =>
        fold.Fold(
            (s, now) =>
                fold.IsNew(ref s, m.TimeBootMs, now)
                    ? s with
                    {
                        Attitude = new(new AttitudePart(Degrees(m.Roll), Degrees(m.Pitch), Turn(Degrees(m.Yaw))), now),
                    }
                    : s
        );

    private static void Fold(TelemetryFold fold, SystemTime m) =>
        fold.Fold(
            (s, now) =>
            {
                fold.IsNew(ref s, m.TimeBootMs, now);
                return s;
            }
        );

    private static void Fold(TelemetryFold fold, MissionCurrent m) =>
        fold.Fold(
            (s, now) =>
            {
                var part = new MissionPart(m.Seq, m.Total == ushort.MaxValue ? null : m.Total, m.MissionState);
                if (s.Mission is not { Value: var before } || before != part)
                    fold.Note(TelemetryEvents.MissionProgress);
                return s with { Mission = new(part, now) };
            }
        );

    private static void Fold(TelemetryFold fold, ExtendedSysState m) =>
        fold.Fold(
            (s, now) =>
            {
                if (s.Landed is { Value: var before } && before != m.LandedState)
                    fold.Note(TelemetryEvents.LandedChanged);
                return s with { Landed = new(m.LandedState, now) };
            }
        );

    private static void Fold(TelemetryFold fold, FenceStatus m) =>
        fold.Fold(
            (s, now) =>
            {
                var breached = m.BreachStatus != 0;
                if ((s.FenceBreached?.Value ?? false) != breached)
                    fold.Note(TelemetryEvents.FenceChanged);
                return s with { FenceBreached = new(breached, now) };
            }
        );

    private static void Fold(TelemetryFold fold, StatusTextPart text) =>
        fold.Fold(
            (s, now) =>
            {
                fold.Note(TelemetryEvents.Text);
                var texts = s.Texts.Length < KeptTexts ? s.Texts : s.Texts.RemoveAt(KeptTexts - 1);
                return s with { Texts = texts.Insert(0, new(text, now)) };
            }
        );

    private static TelemetrySnapshot Health(TelemetrySnapshot s, SysStatus m, DateTimeOffset now)
    {
        var system = new SystemPart(
            m.OnboardControlSensorsPresent,
            m.OnboardControlSensorsEnabled,
            m.OnboardControlSensorsHealth,
            m.Load / 10.0
        );
        // BATTERY_STATUS knows more; this is for vehicles that do not send it.
        var battery = s.Battery is { Value.ConsumedMah: not null }
            ? s.Battery
            : new Timed<BatteryPart>(
                new BatteryPart(
                    m.BatteryRemaining < 0 ? null : m.BatteryRemaining,
                    m.VoltageBattery == ushort.MaxValue ? null : m.VoltageBattery / 1e3,
                    m.CurrentBattery < 0 ? null : m.CurrentBattery / 100.0,
                    null
                ),
                now
            );
        return s with { System = new(system, now), Battery = battery };
    }

    private static TelemetrySnapshot Charge(TelemetrySnapshot s, BatteryStatus m, DateTimeOffset now)
    {
        // Further batteries feed payloads; number 0 flies.
        if (m.Id != 0)
            return s;
        double millivolts = 0;
        var cells = m.Voltages;
        foreach (var cell in cells.AsSpan())
            millivolts += cell == ushort.MaxValue ? 0 : cell;
        var battery = new BatteryPart(
            m.BatteryRemaining < 0 ? null : m.BatteryRemaining,
            millivolts > 0 ? millivolts / 1e3 : s.Battery?.Value.Volts,
            m.CurrentBattery < 0 ? null : m.CurrentBattery / 100.0,
            m.CurrentConsumed < 0 ? null : m.CurrentConsumed
        );
        return s with { Battery = new(battery, now) };
    }

    private static GpsPart Receiver(GpsRawInt m) =>
        new(
            m.FixType,
            m.SatellitesVisible == byte.MaxValue ? null : m.SatellitesVisible,
            m.Eph == ushort.MaxValue ? null : m.Eph / 100.0,
            m.HAcc == 0 ? null : m.HAcc / 1e3
        );

    private static EstimatorPart Estimate(EkfStatusReport m) =>
        new(m.Flags, m.VelocityVariance, m.PosHorizVariance, m.PosVertVariance, m.CompassVariance);

    /// <summary>PX4's way. The lower flags are the same, the higher ones other things; ratios are variances by their limit.</summary>
    private static EstimatorPart Estimate(EstimatorStatus m) =>
        new((EkfStatusFlags)((ushort)m.Flags & SharedFlags), m.VelRatio, m.PosHorizRatio, m.PosVertRatio, m.MagRatio);

    private static GeoPoint Point(int latitude, int longitude) =>
        new(WireDegrees.FromWire(latitude), WireDegrees.FromWire(longitude));

    private static double Degrees(float radians) => radians * 180.0 / Math.PI;

    private static double Turn(double degrees) => degrees < 0 ? degrees + 360 : degrees;
}
