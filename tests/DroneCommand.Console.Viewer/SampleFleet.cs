using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Viewer;

/// <summary>One vehicle in every state that the pages must show; shared by the viewer and the component tests.</summary>
public static class SampleFleet
{
    /// <summary>The signed-in operator of samples.</summary>
    public static Caller Operator { get; } = new("user-2", "op-2");

    /// <summary>The fleet at a moment.</summary>
    public static IReadOnlyList<VehicleView> At(DateTimeOffset now) =>
        [
            OnTask(now),
            Critical(now),
            Rover(now),
            Holding(now),
            BatteryLow(now),
            Landing(now),
            Preparing(now),
            NotReady(now),
            Ready(now),
            PilotFlies(now),
            Stale(now),
            Missing(now),
            Quarantined(now),
        ];

    public static VehicleView OnTask(DateTimeOffset now) =>
        Flying("kestrel-1", "Kestrel 1", now) with
        {
            Status = VehicleStatus.OnTask,
            StatusLine = "Fence line · leg 5 of 9",
            Authority = new(AuthorityHolderKind.PatrolRun, "patrol-1", "Fence line", now.AddMinutes(-4), null),
            Task = new TaskProgress("Fence line", 5, 9, 0.58, TimeSpan.FromSeconds(112), ""),
            BatteryPercent = 64,
            HomeNeedsPercent = 21,
            DockName = "Dock A",
            FeedPath = "feeds/kestrel-1",
            Commands =
            [
                Entry(now.AddSeconds(-15), "op-2", "Hold", OutcomeKind.Done, "seen after 0.4 s"),
                Entry(
                    now.AddSeconds(-112),
                    "op-2",
                    "Go to 54.480310° N, 8.990900° E at 40 m above home",
                    OutcomeKind.RefusedByUs,
                    "keep-out Tank 3"
                ),
                Entry(now.AddSeconds(-290), "op-2", "Start Fence line", OutcomeKind.Done, "seen after 1.1 s"),
            ],
        };

    public static VehicleView Critical(DateTimeOffset now) =>
        Flying("kestrel-2", "Kestrel 2", now) with
        {
            Status = VehicleStatus.OnTask,
            StatusLine = "Quay sweep · leg 2 of 6",
            BatteryPercent = 71,
            HomeNeedsPercent = 18,
            DockName = "Dock B",
            Task = new TaskProgress("Quay sweep", 2, 6, 0.31, TimeSpan.FromSeconds(201), ""),
            NeedsYou =
            [
                new(
                    Severity.Critical,
                    "fence in 18 s",
                    "Gusts push it north; 11 m inside the keep-in line.",
                    now.AddSeconds(-6),
                    SuggestedAction.Hold
                ),
            ],
        };

    public static VehicleView Rover(DateTimeOffset now) =>
        Heard("badger-1", "Badger 1", VehicleKind.Rover, now) with
        {
            Status = VehicleStatus.OnTask,
            StatusLine = "Yard round · leg 3 of 8",
            Armed = true,
            Mode = "AUTO",
            BatteryPercent = 83,
            HomeNeedsPercent = 9,
            GroundSpeedMps = 1.4,
            DockName = "Gate yard",
            FeedPath = "feeds/badger-1",
            Task = new TaskProgress("Yard round", 3, 8, 0.4, TimeSpan.FromSeconds(95), ""),
            Authority = new(AuthorityHolderKind.PatrolRun, "patrol-2", "Yard round", now.AddMinutes(-2), null),
        };

    public static VehicleView Holding(DateTimeOffset now) =>
        Flying("kestrel-3", "Kestrel 3", now) with
        {
            Status = VehicleStatus.Holding,
            StatusLine = "North roof · holds on leg 4 of 7",
            Mode = "BRAKE",
            GroundSpeedMps = 0,
            BatteryPercent = 58,
            HomeNeedsPercent = 15,
            DockName = "Dock C",
            Authority = new(AuthorityHolderKind.Person, Operator.UserId, Operator.Name, now.AddMinutes(-1), null),
            Task = new TaskProgress("North roof", 4, 7, 0.5, TimeSpan.FromSeconds(150), "holds"),
            NeedsYou =
            [
                new(
                    Severity.Info,
                    "Holds",
                    "North roof waits for you (BRAKE).",
                    now.AddSeconds(-48),
                    SuggestedAction.Resume
                ),
            ],
        };

    public static VehicleView BatteryLow(DateTimeOffset now) =>
        Flying("kestrel-4", "Kestrel 4", now) with
        {
            Status = VehicleStatus.Returning,
            StatusLine = "Fence line · on the way home",
            Mode = "RTL",
            BatteryPercent = 24,
            HomeNeedsPercent = 19,
            DockName = "Dock A",
            NeedsYou =
            [
                new(
                    Severity.Error,
                    "Battery only for the way home",
                    "Home needs 19 %, has 24 %.",
                    now.AddMinutes(-1),
                    SuggestedAction.Return
                ),
            ],
        };

    public static VehicleView Landing(DateTimeOffset now) =>
        Flying("kestrel-5", "Kestrel 5", now) with
        {
            Status = VehicleStatus.Landing,
            StatusLine = "Fence line · lands",
            Mode = "LAND",
            AboveHome = new(7.4),
            ClimbMps = -0.5,
            BatteryPercent = 44,
            NeedsYou =
            [
                new(
                    Severity.Warning,
                    "Lands away from its dock",
                    "Landed by op-1; 84 m from Dock B.",
                    now.AddSeconds(-20),
                    SuggestedAction.TakeAuthority
                ),
            ],
        };

    public static VehicleView Preparing(DateTimeOffset now) =>
        Heard("kestrel-6", "Kestrel 6", VehicleKind.Copter, now) with
        {
            Status = VehicleStatus.Preparing,
            StatusLine = "Fence line · reads failsafe settings",
            Mode = "GUIDED",
            BatteryPercent = 99,
            Task = new TaskProgress("Fence line", 0, 9, 0, TimeSpan.FromSeconds(220), "reads failsafe settings"),
        };

    public static VehicleView NotReady(DateTimeOffset now) =>
        Heard("kestrel-7", "Kestrel 7", VehicleKind.Copter, now) with
        {
            Status = VehicleStatus.NotReady,
            StatusLine = "waits for a position",
            Mode = "STABILIZE",
            GpsFix = "no fix",
            Satellites = 3,
            Position = null,
            BatteryPercent = 100,
            Messages =
            [
                new(now.AddSeconds(-9), Severity.Error, "PreArm: Need Position Estimate"),
                new(now.AddSeconds(-30), Severity.Info, "ArduCopter V4.6.3"),
            ],
        };

    public static VehicleView Ready(DateTimeOffset now) =>
        Heard("kestrel-8", "Kestrel 8", VehicleKind.Copter, now) with
        {
            Status = VehicleStatus.Ready,
            StatusLine = "Dock B · checks passed",
            Mode = "GUIDED",
            BatteryPercent = 100,
            DockName = "Dock B",
            FeedPath = "feeds/kestrel-8",
        };

    public static VehicleView PilotFlies(DateTimeOffset now) =>
        Flying("kestrel-9", "Kestrel 9", now) with
        {
            Status = VehicleStatus.PilotFlies,
            StatusLine = "its pilot flies · LOITER",
            Mode = "LOITER",
            BatteryPercent = 52,
            Authority = new(AuthorityHolderKind.Pilot, "", "its pilot", now.AddSeconds(-70), null),
            NeedsYou =
            [
                new(
                    Severity.Warning,
                    "Its pilot took it",
                    "Mode LOITER was not commanded here. Nothing is sent until you take control.",
                    now.AddSeconds(-70),
                    SuggestedAction.TakeAuthority
                ),
            ],
        };

    public static VehicleView Stale(DateTimeOffset now) =>
        Flying("kestrel-10", "Kestrel 10", now) with
        {
            Status = VehicleStatus.OnTask,
            StatusLine = "East side · leg 1 of 4",
            Link = LinkState.Stale,
            LastHeard = now.AddSeconds(-2.6),
            BatteryPercent = 77,
        };

    public static VehicleView Missing(DateTimeOffset now) =>
        Flying("kestrel-11", "Kestrel 11", now) with
        {
            Status = VehicleStatus.Missing,
            StatusLine = "not heard · belongs to Dock C",
            Link = LinkState.Lost,
            LastHeard = now.AddSeconds(-391),
            BatteryPercent = 31,
            NeedsYou =
            [
                new(
                    Severity.Error,
                    "Not heard",
                    "Lost while on task; its own failsafe brings it home.",
                    now.AddSeconds(-391),
                    SuggestedAction.None
                ),
            ],
        };

    public static VehicleView Quarantined(DateTimeOffset now) =>
        Heard("kestrel-12", "Kestrel 12", VehicleKind.Copter, now) with
        {
            Status = VehicleStatus.Quarantined,
            StatusLine = "another autopilot answers at its address",
            NeedsYou =
            [
                new(
                    Severity.Error,
                    "Quarantined",
                    "Another autopilot answers at its address: nothing is sent to it.",
                    now.AddMinutes(-12),
                    SuggestedAction.None
                ),
            ],
        };

    private static VehicleView Heard(string id, string name, VehicleKind kind, DateTimeOffset now) =>
        new()
        {
            VehicleId = id,
            Name = name,
            Kind = kind,
            Link = LinkState.Live,
            LastHeard = now.AddSeconds(-0.1),
            LinkQualityPercent = 99,
            GpsFix = "3D",
            Satellites = 14,
            BatteryVolts = 23.4,
            HeadingDeg = 84,
            GroundSpeedMps = 0,
            AboveHome = new AltitudeAboveHome(0),
            Amsl = new AltitudeAmsl(2),
            Position = new GeoPoint(54.47998, 8.99004),
            Simulated = true,
        };

    private static VehicleView Flying(string id, string name, DateTimeOffset now) =>
        Heard(id, name, VehicleKind.Copter, now) with
        {
            Armed = true,
            Mode = "AUTO",
            AboveHome = new AltitudeAboveHome(40.2),
            Amsl = new AltitudeAmsl(42.2),
            GroundSpeedMps = 6.1,
            ClimbMps = 0.1,
            Messages = [new VehicleMessage(now.AddSeconds(-40), Severity.Info, "Mission: 5 WP")],
        };

    private static CommandEntry Entry(DateTimeOffset time, string who, string what, OutcomeKind kind, string text) =>
        new(
            new Guid((int)time.ToUnixTimeSeconds(), 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            time,
            who,
            what,
            new CommandOutcome(kind, text, TimeSpan.FromSeconds(0.4))
        );
}
