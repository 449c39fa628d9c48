using DroneCommand.FlightCards.Flights;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.FlightCards.Steps;

/// <summary>What is waited for.</summary>
/// <param name="Words">For people: 'item 3'.</param>
/// <param name="Holds">True when it is so.</param>
/// <param name="Found">What is so instead, for people.</param>
internal sealed record Condition(
    string Words,
    Func<CardFlight, TelemetrySnapshot, bool> Holds,
    Func<CardFlight, TelemetrySnapshot, string> Found
);

/// <summary>Waits until something is so. A vehicle that never gets there fails the step.</summary>
internal sealed record WaitStep(Condition For) : CardStep
{
    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(120);

    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var began = flight.Time.GetTimestamp();
        var limit = Within ?? Usually;
        var so = await flight.Until(s => For.Holds(flight, s), limit, stop);
        var after = flight.Time.GetElapsedTime(began);
        return so
            ? Done(FormattableString.Invariant($"{For.Words} after {after.TotalSeconds:0.0} s"), after)
            : new SequenceResult(
                SequenceEnd.NoAnswer,
                FormattableString.Invariant(
                    $"{For.Words} did not come about within {limit.TotalSeconds:0} s; {For.Found(flight, flight.Now)}"
                ),
                after
            );
    }
}

/// <summary>Lets time pass.</summary>
internal sealed record PauseStep(TimeSpan Length) : CardStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        await Task.Delay(Length, flight.Time, stop);
        return Done(FormattableString.Invariant($"{Length.TotalSeconds:0.#} s passed"), Length);
    }
}

/// <summary>All that can be waited for.</summary>
internal static class Conditions
{
    private const double StillMps = 0.3;

    public static IReadOnlyList<(string Word, string Help, Condition Condition)> Words { get; } =
    [
        (
            "ready",
            "the vehicle can be armed: its position is known and its checks pass",
            new(
                "ready",
                (f, s) => Readiness.WaitsFor(s, f.Time.GetUtcNow()) is null,
                (f, s) => Readiness.WaitsFor(s, f.Time.GetUtcNow()) ?? "it is ready"
            )
        ),
        ("armed", "its motors may turn", new("armed", (_, s) => s.Armed, Mode)),
        ("disarmed", "its motors are off", new("disarmed", (_, s) => !s.Armed, Mode)),
        (
            "landed",
            "it stands on the ground, motors off",
            new("landed", (_, s) => !s.Armed && s.OnGround != false, Height)
        ),
        ("airborne", "it flies", new("airborne", (_, s) => s.OnGround == false, Height)),
        (
            "stopped",
            "it stands still, in the air or on the ground",
            new(
                "standing still",
                (_, s) =>
                    s.Position is { Value: var p } && p.GroundSpeedMps < StillMps && Math.Abs(p.ClimbMps) < StillMps,
                Speed
            )
        ),
        (
            "complete",
            "its mission is done to the last item",
            new("mission complete", (_, s) => s.Mission is { Value.State: MissionState.Complete }, Item)
        ),
    ];

    public static Condition ItemAt(int number) =>
        new($"item {number}", (_, s) => s.Mission is { } m && m.Value.CurrentItem >= number, Item);

    public static Condition Reached(int number) =>
        new(
            $"item {number} reached",
            (f, s) => s.ReachedItem is { } r && r.Value >= number && r.At >= f.SinceAction,
            Item
        );

    public static Condition InMode(string mode) => new($"mode {mode}", (_, s) => s.Mode == mode, Mode);

    public static Condition Above(double metres) =>
        new(FormattableString.Invariant($"above {metres} m"), (_, s) => s.AboveHome?.Metres > metres, Height);

    public static Condition Below(double metres) =>
        new(FormattableString.Invariant($"below {metres} m"), (_, s) => s.AboveHome?.Metres < metres, Height);

    public static Condition Says(string text) =>
        new(
            $"'{text}'",
            (f, s) => s.Texts.Any(t => t.At >= f.SinceAction && t.Value.Text.Contains(text, StringComparison.Ordinal)),
            (_, s) => s.Texts.Length > 0 ? $"it last said '{s.Texts[0].Value.Text}'" : "it said nothing"
        );

    public static Condition Near(double northM, double eastM, double withinM) =>
        new(
            FormattableString.Invariant($"within {withinM} m of {northM} m north, {eastM} m east"),
            (f, s) => Away(f, s, northM, eastM) <= withinM,
            (f, s) => FormattableString.Invariant($"it is {Away(f, s, northM, eastM):0.0} m away")
        );

    public static Condition Charge(double percent) =>
        new(
            FormattableString.Invariant($"battery at {percent} %"),
            (_, s) => s.Battery?.Value.Percent <= percent,
            (_, s) => FormattableString.Invariant($"it has {s.Battery?.Value.Percent} %")
        );

    private static double Away(CardFlight flight, TelemetrySnapshot s, double northM, double eastM) =>
        s.Position is { Value.Point: var here }
            ? Geodesic.Distance(here, flight.At(northM, eastM))
            : double.PositiveInfinity;

    private static string Mode(CardFlight flight, TelemetrySnapshot s) =>
        $"it is {(s.Armed ? "armed" : "disarmed")} in {s.Mode}";

    private static string Height(CardFlight flight, TelemetrySnapshot s) =>
        FormattableString.Invariant($"it is at {s.AboveHome?.Metres:0.0} m, {Mode(flight, s)}");

    private static string Speed(CardFlight flight, TelemetrySnapshot s) =>
        FormattableString.Invariant($"it moves at {s.Position?.Value.GroundSpeedMps:0.0} m/s, {Mode(flight, s)}");

    private static string Item(CardFlight flight, TelemetrySnapshot s) =>
        $"it is at item {s.Mission?.Value.CurrentItem}, {Mode(flight, s)}";
}
