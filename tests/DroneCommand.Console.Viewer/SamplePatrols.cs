using DroneCommand.Fleet.Patrols;

namespace DroneCommand.Console.Viewer;

/// <summary>Patrols and runs in every state.</summary>
public static class SamplePatrols
{
    public static PatrolView FenceLine(DateTimeOffset now) =>
        Patrol("patrol-1", "Fence line", "kestrel-1", TimeSpan.FromMinutes(20), now.AddMinutes(9), now);

    public static PatrolView YardRound(DateTimeOffset now) =>
        Patrol("patrol-2", "Yard round", "badger-1", TimeSpan.FromMinutes(40), now.AddMinutes(26), now);

    public static PatrolView ByHand(DateTimeOffset now) =>
        Patrol("patrol-3", "North roof", "kestrel-3", null, null, now);

    /// <summary>Two vehicles: one is on its task, the other's second sortie waits.</summary>
    public static PatrolView Pair(DateTimeOffset now)
    {
        var patrol = Patrol("patrol-4", "Quay survey", "kestrel-1", null, null, now);
        var run = Run("patrol-4", "Quay survey", "kestrel-1", now.AddMinutes(-6), PatrolRunState.Running, "", null) with
        {
            StartedBy = "op-2",
            Vehicles =
            [
                new("kestrel-1", "Kestrel 1", PatrolRunState.Running, "", 1, 1, null) { Left = true },
                new("kestrel-8", "Kestrel 8", PatrolRunState.Waiting, "", 1, 3, now.AddMinutes(-1)) { Left = true },
            ],
        };
        return patrol with
        {
            Definition = patrol.Definition with { TemplateId = "area-coverage", FurtherVehicleIds = ["kestrel-8"] },
            LastRun = run,
        };
    }

    public static IReadOnlyList<PatrolRunView> Runs(DateTimeOffset now) =>
        [
            Run("patrol-1", "Fence line", "kestrel-1", now.AddMinutes(-4), PatrolRunState.Running, "", null),
            Run("patrol-2", "Yard round", "badger-1", now.AddMinutes(-2), PatrolRunState.Running, "", null),
            Run("patrol-1", "Fence line", "kestrel-1", now.AddMinutes(-24), PatrolRunState.Completed, "", 5.2),
            Run(
                "patrol-3",
                "North roof",
                "kestrel-3",
                now.AddMinutes(-31),
                PatrolRunState.Aborted,
                "returned by op-1",
                3.5
            ),
            Run(
                "patrol-1",
                "Fence line",
                "kestrel-1",
                now.AddMinutes(-44),
                PatrolRunState.Skipped,
                "its vehicle is still out",
                0
            ),
            Run(
                "patrol-2",
                "Yard round",
                "badger-1",
                now.AddMinutes(-50),
                PatrolRunState.Missed,
                "the server was not there, or came more than 90 s late",
                0
            ),
            Run(
                "patrol-3",
                "North roof",
                "kestrel-3",
                now.AddMinutes(-57),
                PatrolRunState.Refused,
                "GCS failsafe is off (FS_GCS_ENABLE = 0)",
                0
            ),
        ];

    private static PatrolView Patrol(
        string id,
        string name,
        string vehicle,
        TimeSpan? every,
        DateTimeOffset? next,
        DateTimeOffset now
    ) =>
        new(
            id,
            new PatrolDefinition(
                name,
                "harbour-works",
                "perimeter-patrol",
                vehicle,
                new Dictionary<string, string>(),
                every is { } period ? new PatrolRecurrence(period, now.AddHours(-2)) : null
            ),
            next,
            Runs(now).FirstOrDefault(run => run.PatrolId == id)
        );

    private static PatrolRunView Run(
        string id,
        string name,
        string vehicle,
        DateTimeOffset slot,
        PatrolRunState state,
        string reason,
        double? minutes
    ) =>
        new(
            id,
            name,
            vehicle,
            slot,
            state,
            reason,
            state is PatrolRunState.Aborted ? "op-1" : "schedule",
            minutes is { } length ? slot.AddMinutes(length) : null
        );
}

/// <summary>Runs from a list.</summary>
public sealed class FakeRunLog : IPatrolRunLog
{
    public List<PatrolRunView> Runs { get; } = [];

    public Task<IReadOnlyList<PatrolRunView>> Since(
        string siteId,
        DateTimeOffset from,
        CancellationToken cancellation = default
    ) => Task.FromResult<IReadOnlyList<PatrolRunView>>([.. Runs]);
}
