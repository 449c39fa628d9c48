using System.Text.RegularExpressions;
using DroneCommand.FlightCards.Records;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.FlightCards.Conformance;

/// <summary>One aspect in which two flights were compared.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Same">Within what conformance allows.</param>
/// <param name="Found">In a few words, for a table's cell.</param>
/// <param name="Detail">What differs, line by line; empty where nothing does.</param>
public sealed record Deviation(string Name, bool Same, string Found, IReadOnlyList<string> Detail);

/// <summary>
/// Compares a card's flight on the simulator with the same card's flight on an autopilot. What differs is a defect of the
/// simulator, or has a cause that is written down.
/// </summary>
public static partial class Comparison
{
    private const double TrackM = 2;
    private const double OfSpeed = 0.05;
    private const double OfTime = 0.05;

    // A heartbeat shows arming, and a mode, up to a second late.
    private const double TimeSeconds = 1;

    // The link may be opened a moment before the first words of the boot, or after them.
    private const double SettlingSeconds = 4;

    /// <summary>What comes when it is asked for, and not by itself.</summary>
    private static readonly HashSet<uint> Answers =
    [
        MessageIds.ParamValue,
        MessageIds.CommandAck,
        MessageIds.MissionRequest,
        MessageIds.MissionItemInt,
        MessageIds.Statustext,
    ];

    /// <summary>The aspects, always the same ones and in the same order.</summary>
    public static IReadOnlyList<string> Aspects { get; } =
    ["modes", "acks", "texts", "items", "track", "times", "climb", "rates", "battery"];

    /// <summary>All aspects, in the order of <see cref="Aspects"/>.</summary>
    public static IReadOnlyList<Deviation> Compare(FlightRecord simulated, FlightRecord real) =>
        [
            Sequence("modes", simulated.Modes, real.Modes),
            Sequence("acks", Words(simulated, FlightEventKind.Ack), Words(real, FlightEventKind.Ack)),
            Texts(simulated, real),
            Sequence("items", Words(simulated, FlightEventKind.ItemReached), Words(real, FlightEventKind.ItemReached)),
            Track(simulated, real),
            Times(simulated, real),
            Climb(simulated, real),
            Rates(simulated, real),
            Battery(simulated, real),
        ];

    private static List<string> Words(FlightRecord record, FlightEventKind kind) =>
        [.. record.Of(kind).Select(e => e.Text)];

    private static Deviation Sequence(string name, IReadOnlyList<string> simulated, IReadOnlyList<string> real)
    {
        if (simulated.SequenceEqual(real))
        {
            return new Deviation(name, true, "same", []);
        }

        return new Deviation(
            name,
            false,
            "differ",
            [$"simulator: {string.Join(", ", simulated)}", $"autopilot: {string.Join(", ", real)}"]
        );
    }

    /// <summary>Figures within texts are measurements; the words around them are what must agree.</summary>
    private static Deviation Texts(FlightRecord simulated, FlightRecord real)
    {
        var (ours, theirs) = (WithoutFigures(simulated), WithoutFigures(real));
        var missing = Surplus(theirs, ours);
        var extra = Surplus(ours, theirs);
        if (missing.Count + extra.Count > 0)
        {
            return new Deviation(
                "texts",
                false,
                $"{missing.Count} missing, {extra.Count} extra",
                [
                    .. missing.Select(t => $"only the autopilot says: {t}"),
                    .. extra.Select(t => $"only the simulator says: {t}"),
                ]
            );
        }

        var at = Enumerable.Range(0, ours.Count).FirstOrDefault(i => ours[i] != theirs[i], -1);
        return at < 0
            ? new Deviation("texts", true, "same", [])
            : new Deviation(
                "texts",
                false,
                "order",
                [$"text {at + 1}: simulator '{ours[at]}', autopilot '{theirs[at]}'"]
            );
    }

    private static List<string> WithoutFigures(FlightRecord record) =>
        [
            .. record
                .Of(FlightEventKind.Text)
                .Where(e => e.Seconds > SettlingSeconds)
                .Select(e => Figures().Replace(e.Text, "#")),
        ];

    private static List<string> Surplus(List<string> of, List<string> over)
    {
        var left = new List<string>(of);
        foreach (var text in over)
        {
            left.Remove(text);
        }

        return left;
    }

    /// <summary>Each position of the autopilot's flight against the line of the simulator's.</summary>
    private static Deviation Track(FlightRecord simulated, FlightRecord real)
    {
        var line = Moving(simulated).Select(s => s.Local).ToList();
        var flown = Moving(real);
        if (line.Count == 0 || flown.Count == 0)
        {
            return new Deviation(
                "track",
                line.Count == flown.Count,
                line.Count == flown.Count ? "none" : "one did not move",
                []
            );
        }

        var worst = flown
            .Select(s => (Sample: s, Metres: PlaneShapes.Distance(s.Local, line)))
            .MaxBy(w => w.Metres - Allowed(w.Sample));
        return new Deviation(
            "track",
            worst.Metres <= Allowed(worst.Sample),
            FormattableString.Invariant($"{worst.Metres:0.0} m"),
            [
                FormattableString.Invariant(
                    $"{worst.Metres:0.0} m at {worst.Sample.Seconds:0} s (item {worst.Sample.Item}, {worst.Sample.Mode}, {worst.Sample.SpeedMps:0.0} m/s); allowed {Allowed(worst.Sample):0.0} m"
                ),
            ]
        );
    }

    private static double Allowed(TrackSample sample) => TrackM + (OfSpeed * sample.SpeedMps);

    private static List<TrackSample> Moving(FlightRecord record) =>
        [.. Reports.MapPlot.Thin(record.Track).Where(s => s.Armed)];

    /// <summary>From arming to each item that was reached, and to disarming.</summary>
    private static Deviation Times(FlightRecord simulated, FlightRecord real)
    {
        var (ours, theirs) = (Moments(simulated), Moments(real));
        var common = ours.Zip(theirs).Where(p => p.First.What == p.Second.What && p.Second.Seconds > 0).ToList();
        if (common.Count == 0)
        {
            return new Deviation(
                "times",
                ours.Count == theirs.Count,
                ours.Count == theirs.Count ? "none" : "differ",
                []
            );
        }

        var worst = common.MaxBy(p => Math.Abs(p.First.Seconds - p.Second.Seconds) / AllowedTime(p.Second.Seconds));
        var off = Off(worst.First.Seconds, worst.Second.Seconds);
        return new Deviation(
            "times",
            Math.Abs(worst.First.Seconds - worst.Second.Seconds) <= AllowedTime(worst.Second.Seconds),
            OfTime * worst.Second.Seconds > TimeSeconds
                ? FormattableString.Invariant($"{off * 100:+0.0;-0.0;0} %")
                : FormattableString.Invariant($"{worst.First.Seconds - worst.Second.Seconds:+0.0;-0.0;0} s"),
            [
                FormattableString.Invariant(
                    $"{worst.First.What} after {worst.First.Seconds:0.0} s, autopilot {worst.Second.Seconds:0.0} s"
                ),
            ]
        );
    }

    private static double AllowedTime(double seconds) => Math.Max(TimeSeconds, OfTime * seconds);

    private static List<(string What, double Seconds)> Moments(FlightRecord record)
    {
        // Its heartbeat shows it up to a second later.
        var arming = record.Acks.FirstOrDefault(a =>
            a is { Command: MavCmd.ComponentArmDisarm, Result: MavResult.Accepted }
        );
        if (arming is not { } armed)
        {
            return [];
        }

        return
        [
            .. record.Of(FlightEventKind.ItemReached).Select(e => (e.Text, e.Seconds - armed.Seconds)),
            .. record.Of(FlightEventKind.Disarmed).Select(e => (e.Text, e.Seconds - armed.Seconds)),
        ];
    }

    /// <summary>Nineteen of twenty positions climb or sink more slowly than this.</summary>
    private static Deviation Climb(FlightRecord simulated, FlightRecord real)
    {
        const double AllowedMps = 0.3;
        var (up, realUp) = (Share(simulated, 0.98), Share(real, 0.98));
        var (down, realDown) = (Share(simulated, 0.02), Share(real, 0.02));
        return new Deviation(
            "climb",
            Math.Abs(up - realUp) <= AllowedMps && Math.Abs(down - realDown) <= AllowedMps,
            FormattableString.Invariant($"{up - realUp:+0.0;-0.0;0} / {down - realDown:+0.0;-0.0;0} m/s"),
            [
                FormattableString.Invariant(
                    $"climbs at {up:0.0} m/s, autopilot {realUp:0.0}; sinks at {-down:0.0} m/s, autopilot {-realDown:0.0}"
                ),
            ]
        );
    }

    private static double Share(FlightRecord record, double share)
    {
        var sorted = record.Track.Where(s => s.Armed).Select(s => s.ClimbMps).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[(int)(share * (sorted.Count - 1))];
    }

    /// <summary>Messages a second of each id that comes regularly.</summary>
    private static Deviation Rates(FlightRecord simulated, FlightRecord real)
    {
        const double AllowedShare = 0.25;
        const double Regular = 0.2;
        var ids = simulated.Messages.Keys.Union(real.Messages.Keys).Where(id => !Answers.Contains(id)).Order();
        var off = ids.Select(id => (Id: id, Ours: Rate(simulated, id), Theirs: Rate(real, id)))
            .Where(r => Math.Max(r.Ours, r.Theirs) > Regular)
            .Where(r => Math.Abs(Off(r.Ours, r.Theirs)) > AllowedShare)
            .Select(r =>
                FormattableString.Invariant($"message {r.Id}: {r.Ours:0.00} a second, autopilot {r.Theirs:0.00}")
            )
            .ToList();
        return new Deviation("rates", off.Count == 0, off.Count == 0 ? "same" : $"{off.Count} differ", off);
    }

    private static double Rate(FlightRecord record, uint id) =>
        record.Messages.GetValueOrDefault(id) / Math.Max(record.Seconds, 1);

    private static Deviation Battery(FlightRecord simulated, FlightRecord real)
    {
        const double AllowedPercent = 10;
        var (ours, theirs) = (Left(simulated), Left(real));
        return (ours, theirs) is ({ } a, { } b)
            ? new Deviation(
                "battery",
                Math.Abs(a - b) <= AllowedPercent,
                FormattableString.Invariant($"{a - b:+0;-0;0} %"),
                [FormattableString.Invariant($"{a:0} % left, autopilot {b:0} %")]
            )
            : new Deviation("battery", ours is null == theirs is null, "not told", []);
    }

    private static double? Left(FlightRecord record) =>
        record.Track.LastOrDefault(s => s.BatteryPercent is not null)?.BatteryPercent;

    private static double Off(double ours, double theirs) => (ours - theirs) / Math.Max(Math.Abs(theirs), 1e-6);

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Figures();
}
