using DroneCommand.FlightCards.Records;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.FlightCards.Expectations;

/// <summary>The vehicle keeps to the route of its mission while it flies it, from the first place to the last.</summary>
/// <param name="WithinM">How far beside it at most.</param>
/// <param name="Items">Only while these are flown; null for the whole mission.</param>
internal sealed record TrackExpectation(double WithinM, (int First, int Last)? Items = null) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var flown = TrackComparison
            .OnMission(record)
            .Where(s => Items is not { } items || (s.Item >= items.First && s.Item <= items.Last))
            .ToList();
        if (flown.Count == 0)
        {
            return (false, "it was never seen on its mission");
        }

        var route = record.Route;
        var worst = flown.MaxBy(s => PlaneShapes.Distance(s.Local, route))!;
        var metres = PlaneShapes.Distance(worst.Local, route);
        return (
            metres <= WithinM,
            Text(
                $"at most {metres:0.0} m beside the plan, at {worst.Seconds:0} s (item {worst.Item}); {flown.Count} positions"
            )
        );
    }
}

/// <summary>The height stays between bounds, in the whole flight or while certain items are flown.</summary>
internal sealed record AltitudeExpectation(double? AboveM, double? BelowM, (int First, int Last)? Items) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var samples = record.Track.Where(s => s.Armed && IsOn(s, record)).ToList();
        if (samples.Count == 0)
        {
            return (false, "no position was heard there");
        }

        var (low, high) = (samples.Min(s => s.AboveHomeM), samples.Max(s => s.AboveHomeM));
        return (
            !(low < AboveM) && !(high > BelowM),
            Text($"from {low:0.0} to {high:0.0} m above home; {samples.Count} positions")
        );
    }

    private bool IsOn(TrackSample sample, FlightRecord record) =>
        Items is not { } items
        || (sample.Mode == record.MissionMode && sample.Item >= items.First && sample.Item <= items.Last);
}

/// <summary>The site's boundary is never crossed, or the vehicle's own fence was.</summary>
internal sealed record FenceExpectation(bool Crossed) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        var breaches = record.Of(FlightEventKind.FenceBreached).Count();
        if (Crossed)
        {
            return (breaches > 0, Text($"the vehicle reported {breaches} breaches"));
        }

        var ring = record.Site.Boundary.Points.Select(record.Frame.ToLocal).ToList();
        var outside = record.Track.Count(s => !PlaneShapes.Contains(ring, s.Local));
        return (
            outside == 0 && breaches == 0,
            Text(
                $"{outside} of {record.Track.Count} positions outside the site; the vehicle reported {breaches} breaches"
            )
        );
    }
}

/// <summary>How long it was armed.</summary>
internal sealed record TimeExpectation(TimeSpan? Least, TimeSpan? Most, double? OfPlanPercent) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        if (record.ArmedSeconds is not { } seconds)
        {
            return (false, "it was never armed");
        }

        var good = !(seconds < Least?.TotalSeconds) && !(seconds > Most?.TotalSeconds);
        if (OfPlanPercent is not { } percent)
        {
            return (good, Text($"armed for {seconds:0} s"));
        }

        if (record.Plan is not { Duration.TotalSeconds: var planned })
        {
            return (false, "there is no plan to compare with");
        }

        var off = (seconds - planned) / planned * 100;
        return (
            good && Math.Abs(off) <= percent,
            Text($"armed for {seconds:0} s, planned were {planned:0} s ({off:+0;-0} %)")
        );
    }
}

/// <summary>What the vehicle says of its battery at the end.</summary>
internal sealed record BatteryExpectation(double LeftPercent) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record) =>
        record.Track.LastOrDefault(s => s.BatteryPercent is not null) is { BatteryPercent: { } left }
            ? (left >= LeftPercent, Text($"{left:0} % left"))
            : (false, "the vehicle does not say");
}

/// <summary>Where and how the vehicle is at the end.</summary>
/// <param name="Armed">Null for either.</param>
/// <param name="Mode">Null for any.</param>
/// <param name="HomeWithinM">How far from the dock at most; null for anywhere.</param>
/// <param name="At">Metres north and east of the dock, and how far from there at most; null for anywhere.</param>
internal sealed record FinalExpectation(
    bool? Armed,
    string? Mode,
    double? HomeWithinM,
    (double NorthM, double EastM, double WithinM)? At
) : Expectation
{
    internal override (bool Good, string Evidence) Judge(FlightRecord record)
    {
        if (record.Track.Count == 0)
        {
            return (false, "no position was heard");
        }

        var last = record.Track[^1];
        var home = Geodesic.Hypot(last.Local.EastMetres, last.Local.NorthMetres);
        var good =
            (Armed is not { } armed || armed == last.Armed)
            && (Mode is not { } mode || mode == last.Mode)
            && !(home > HomeWithinM)
            && (At is not { } at || Away(last.Local, at.NorthM, at.EastM) <= at.WithinM);
        return (
            good,
            Text(
                $"{(last.Armed ? "armed" : "disarmed")} in {last.Mode}, {home:0.0} m from its dock ({Math.Round(last.Local.NorthMetres) + 0.0:0} m north, {Math.Round(last.Local.EastMetres) + 0.0:0} m east), {last.AboveHomeM:0.0} m high"
            )
        );
    }

    private static double Away(LocalPoint here, double northM, double eastM) =>
        Geodesic.Hypot(here.EastMetres - eastM, here.NorthMetres - northM);
}
