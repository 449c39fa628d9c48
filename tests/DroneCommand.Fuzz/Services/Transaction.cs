using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fuzz.Services;

/// <summary>One transaction with a vehicle, and how long it may take whatever the vehicle does.</summary>
/// <param name="Name">For people.</param>
/// <param name="Queue">Those of one queue wait for each other; empty for one that waits for none.</param>
/// <param name="Limit">From its turn to its end, virtual time.</param>
/// <param name="Run">Begins it.</param>
internal sealed record Transaction(
    string Name,
    string Queue,
    TimeSpan Limit,
    Func<VehicleServices, CancellationToken, Task> Run
)
{
    private const MavMissionType Mission = MavMissionType.Mission;

    // A yes that does not come, after progress that went on to its limit, and the search for a reason.
    private static readonly TimeSpan Command = TimeSpan.FromSeconds(5 + 120 + 10 + 2);

    // Both the transfer and a reading back have a minute, and the last word of each a few seconds.
    private static readonly TimeSpan Transfer = TimeSpan.FromSeconds(3 * 70);

    private static readonly IReadOnlyList<MissionItem> Plan =
    [
        MissionItem.TakeOff(new AltitudeAboveHome(20)),
        MissionItem.Waypoint(new GeoPoint(54.48, 8.99), new AltitudeAboveHome(20)),
        MissionItem.Waypoint(new GeoPoint(54.49, 8.98), new AltitudeAboveHome(20)),
        MissionItem.ReturnToLaunch(),
    ];

    public static IReadOnlyList<Transaction> All { get; } =
    [
        new(
            "command",
            "",
            Command,
            (v, c) => v.Commands.Send(new CommandLongRequest(MavCmd.DoSetMode, 1, 4), cancellation: c)
        ),
        new("request", "", Command, (v, c) => v.RequestIdentity(c)),
        new(
            "command with a place",
            "",
            Command,
            (v, c) =>
                v.Commands.Send(
                    new CommandIntRequest(
                        MavCmd.DoReposition,
                        MavFrame.GlobalRelativeAltInt,
                        new GeoPoint(54.5, 9),
                        10
                    ),
                    cancellation: c
                )
        ),
        new(
            "modes",
            "",
            41 * (Command + Seconds(31)),
            (v, c) => new VehicleModes(v.Connection, v.Commands).Read(v.Autopilot, c)
        ),
        new("upload", "mission", Transfer, (v, c) => Upload(v).Run(Mission, Plan, cancellation: c)),
        new("fence", "mission", Transfer, (v, c) => Upload(v).Run(MavMissionType.Fence, Plan, cancellation: c)),
        new("part", "mission", Transfer, (v, c) => Upload(v).Replace(Mission, Plan, 1, [Plan[1]], cancellation: c)),
        new("download", "mission", Transfer, (v, c) => new MissionDownload(v.Connection, Of(v)).Run(Mission, null, c)),
        new(
            "verify",
            "mission",
            Transfer,
            (v, c) => new MissionVerify(v.Connection, Of(v)).Run(Mission, Plan, cancellation: c)
        ),
        new("clear", "mission", Transfer, (v, c) => new MissionClear(v.Connection, Of(v)).Run(Mission, null, c)),
        new(
            "upload by file",
            "mission",
            Transfer + Files,
            (v, c) => new MissionUpload(v.Connection, Of(v), v.Files).Run(Mission, Plan, cancellation: c)
        ),
        new(
            "download by file",
            "mission",
            Transfer + Files,
            (v, c) => new MissionDownload(v.Connection, Of(v), v.Files).Run(MavMissionType.Rally, null, c)
        ),
        new("jump", "", 2 * Command, (v, c) => new MissionJump(v.Connection, v.Commands).Run(2, c)),
        new("parameter", "", Seconds(30), (v, c) => v.Parameters.ReadAny(["RTL_ALT", "RTL_ALT_M"], c)),
        new("setting", "", Seconds(60), (v, c) => v.Parameters.Set("RTL_ALT", 2000, c)),
        new(
            "parameters",
            "file",
            TimeSpan.FromMinutes(2) + Files,
            (v, c) => v.Parameters.List(new ParameterListOptions { Deadline = TimeSpan.FromMinutes(1) }, c)
        ),
        new("list", "file", Files, (v, c) => v.Files.List("/", OfFiles, c)),
        new("get", "file", Files, (v, c) => v.Files.Read("logs/1.bin", OfFiles, c)),
        new("get singly", "file", Files, (v, c) => v.Files.Read("@SYS/x", OfFiles with { Bursts = false }, c)),
        new("put", "file", Files, (v, c) => v.Files.Write("a/b", new byte[1000], OfFiles, c)),
        new("rename", "file", Files, (v, c) => v.Files.Rename("a", "b", c)),
        new("launch", "", Seconds(60) + (6 * Command), (v, c) => new LaunchSequence(v, Seconds(20)).Run(c)),
        new("hold", "", Seconds(30), (v, c) => new HoldSequence(v).Run(c)),
        new("return", "", Seconds(15), (v, c) => new ReturnSequence(v).Run(c)),
        new("land", "", Seconds(15), (v, c) => new LandSequence(v).Run(c)),
        new("motors off", "", Seconds(15), (v, c) => new MotorsOffSequence(v).Run(c)),
        new("resume", "", Seconds(20) + (2 * Command), (v, c) => new ResumeSequence(v).Run(c)),
        new("mode", "", Seconds(10) + Command, (v, c) => new ModeSequence(v, 5).Run(c)),
        new("arm", "", Seconds(10) + Command, (v, c) => new ArmSequence(v).Run(c)),
        new("disarm", "", Seconds(10) + Command, (v, c) => new DisarmSequence(v).Run(c)),
        new(
            "go to",
            "",
            Seconds(20) + (2 * Command),
            (v, c) => new GoToSequence(v, new GeoPoint(54.48, 8.99), new AltitudeAboveHome(20)).Run(c)
        ),
        new("preflight", "", Seconds(60), (v, c) => new PreflightCheck(v, new FailsafeLimits(255, 30)).Check(c)),
    ];

    private static TimeSpan Files => TimeSpan.FromMinutes(6);

    private static FileTransferOptions OfFiles => FileTransferOptions.Default;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static IAutopilot Of(VehicleServices vehicle) => vehicle.Autopilot ?? ArduPilotCopter.Instance;

    private static MissionUpload Upload(VehicleServices vehicle) => new(vehicle.Connection, Of(vehicle));
}
