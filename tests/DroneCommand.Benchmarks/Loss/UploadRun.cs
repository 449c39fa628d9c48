using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Relay;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Benchmarks.Loss;

/// <summary>
/// A hundred items go up over a lossy link to a simulated copter that holds another mission of sixty, and are read back
/// over the same link. What was claimed is compared with what lies in the vehicle's memory.
/// </summary>
/// <param name="Done">The upload said 'done'.</param>
/// <param name="FalseClaim">It said that the vehicle holds a plan which it does not hold.</param>
/// <param name="Transfer">From the call to its end, a failure's reading back included.</param>
/// <param name="Verified">The reading back after 'done' came through and agreed.</param>
/// <param name="Verification">What that took.</param>
/// <param name="Words">The upload's result.</param>
public sealed record UploadRun(
    bool Done,
    bool FalseClaim,
    TimeSpan Transfer,
    bool Verified,
    TimeSpan Verification,
    string Words
)
{
    public const int Items = 100;

    private const MavMissionType Type = MavMissionType.Mission;
    private static readonly IReadOnlyList<MissionItem> Old = Plan(60, 54.47);
    private static readonly IReadOnlyList<MissionItem> New = Plan(Items, 54.48);

    public static UploadRun At(double loss, int seed, bool byFile = false)
    {
        UploadRun? run = null;
        var setup = new FlightSetup
        {
            Link = new RelayConditions { Seed = seed, Delay = TimeSpan.FromMilliseconds(20) },
            Accompanied = false,
        };
        VirtualFlight.Run(setup, async flight => run = await Fly(flight, loss, byFile));
        return run!;
    }

    private static IReadOnlyList<MissionItem> Plan(int items, double latitude) =>
        [
            MissionItem.TakeOff(new AltitudeAboveHome(20)),
            .. Enumerable
                .Range(1, items - 2)
                .Select(i =>
                    MissionItem.Waypoint(new GeoPoint(latitude + (i * 1e-5), 8.99), new AltitudeAboveHome(20))
                ),
            MissionItem.ReturnToLaunch(),
        ];

    private static async Task<UploadRun> Fly(VirtualFlight flight, double loss, bool byFile)
    {
        var files = byFile ? flight.Services.Files : null;
        var upload = new MissionUpload(flight.Connection, ArduPilotCopter.Instance, files);
        await Task.Delay(TimeSpan.FromSeconds(3), flight.Time);
        if ((await upload.Run(Type, Old)).End != TransferEnd.Done)
            throw new InvalidOperationException("the first upload, over a perfect link, should be done");

        flight.Relay.Conditions = flight.Relay.Conditions with { Loss = loss };
        var begun = flight.Time.GetTimestamp();
        var result = await upload.Run(Type, New, previous: Old);
        var transfer = flight.Time.GetElapsedTime(begun);
        var falseClaim = IsFalse(result, flight.Vehicle.Autopilot.Memory.Mission);
        if (result.End != TransferEnd.Done)
            return new UploadRun(false, falseClaim, transfer, false, TimeSpan.Zero, result.ToString());

        begun = flight.Time.GetTimestamp();
        var verified = await new MissionVerify(flight.Connection, ArduPilotCopter.Instance, files).Run(Type, New);
        return new UploadRun(
            true,
            falseClaim,
            transfer,
            verified.Matches,
            flight.Time.GetElapsedTime(begun),
            result.ToString()
        );
    }

    private static bool IsFalse(MissionUploadResult result, MissionStore held) =>
        (result.End == TransferEnd.Done && result.Holds != HeldPlan.New)
        || result.Holds switch
        {
            HeldPlan.New => !Holds(held, New),
            HeldPlan.Old => !Holds(held, Old),
            HeldPlan.Neither => Holds(held, New) || Holds(held, Old),
            _ => false,
        };

    /// <summary>Looks into the vehicle's memory, past all that the protocol says.</summary>
    private static bool Holds(MissionStore held, IReadOnlyList<MissionItem> plan)
    {
        if (held.Count != plan.Count + 1)
            return false;
        for (var i = 0; i < plan.Count; i++)
        {
            var item = held[i + 1];
            if (item.Command != plan[i].Command || !IsAt(item.Place, plan[i].Position))
                return false;
        }
        return true;
    }

    private static bool IsAt(GeoPoint? held, GeoPoint? wanted) =>
        (held, wanted) is ({ } a, { } b)
            ? Math.Abs(a.LatitudeDeg - b.LatitudeDeg) < 5e-7 && Math.Abs(a.LongitudeDeg - b.LongitudeDeg) < 5e-7
            : held == null == (wanted == null);
}
