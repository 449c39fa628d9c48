using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Patrols;

/// <summary>A place of a line at which vehicles stay for a while.</summary>
/// <param name="PlaceMetres">From the line's beginning.</param>
/// <param name="StayS">How long, seconds; 0 passes it.</param>
public sealed record FenceStop(double PlaceMetres, double StayS)
{
    /// <summary>What is looked at from there; null when it is the place itself that counts.</summary>
    public GeoPoint? Target { get; init; }

    /// <summary>Name of what is looked at.</summary>
    public string Name { get; init; } = "";
}

/// <summary>A way back and forth, or round and round, along a line.</summary>
/// <param name="SpeedMps">Along the line, constant.</param>
/// <param name="FromMetres">Where its part of the line begins.</param>
/// <param name="LengthMetres">Of its part; the whole line when it goes round.</param>
/// <param name="StartMetres">Where it is when the patrol begins, from the line's beginning.</param>
/// <param name="GoesRound">Round the closed line; otherwise back and forth over its part.</param>
public sealed record FenceVehicle(
    double SpeedMps,
    double FromMetres,
    double LengthMetres,
    double StartMetres,
    bool GoesRound
)
{
    /// <summary>Which of the team it is, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Where it stays, each on its part of the line.</summary>
    public IReadOnlyList<FenceStop> Stops { get; init; } = [];

    /// <summary>Goes round against the line's direction.</summary>
    public bool IsReversed { get; init; }

    /// <summary>It begins at a stop, so many seconds after it arrived there.</summary>
    public double HeldS { get; init; }

    /// <summary>After this long it is again at the same place in the same direction, seconds.</summary>
    public double PeriodS => TimeTo(UnfoldedMetres);

    /// <summary>Metres of one period: a round, or the way there and back.</summary>
    internal double UnfoldedMetres => (GoesRound ? 1 : 2) * LengthMetres;

    /// <summary>Where it begins, metres of way from the beginning of a period.</summary>
    internal double UnfoldedStart => GoesRound ? Unfolded(StartMetres).First() : StartMetres - FromMetres;

    /// <summary>Where it is, metres from the line's beginning.</summary>
    public double PlaceAt(double seconds)
    {
        var left = (TimeTo(UnfoldedStart) + HeldS + seconds) % PeriodS;
        var at = 0.0;
        foreach (var (place, stop) in Stays())
        {
            var way = (place - at) / SpeedMps;
            if (left <= way)
            {
                break;
            }

            (left, at) = (left - way, place);
            if (left <= stop.StayS)
            {
                return Folded(at);
            }

            left -= stop.StayS;
        }

        return Folded(at + left * SpeedMps);
    }

    /// <summary>When it arrives at a place during its first period, seconds; empty when the place is not on its part.</summary>
    public IEnumerable<double> Passes(double placeMetres)
    {
        var period = PeriodS;
        var start = TimeTo(UnfoldedStart) + HeldS;
        foreach (var unfolded in Unfolded(placeMetres))
        {
            var ahead = (TimeTo(unfolded) - start) % period;
            yield return ahead < 0 ? ahead + period : ahead;
        }
    }

    /// <summary>The ways within a period that lead to a place of the line, metres; empty when it is not on its part.</summary>
    internal IEnumerable<double> Unfolded(double placeMetres)
    {
        if (GoesRound)
        {
            var way = (IsReversed ? LengthMetres - placeMetres : placeMetres) % LengthMetres;
            yield return way < 0 ? way + LengthMetres : way;
            yield break;
        }

        var place = placeMetres - FromMetres;
        if (place < 0 || place > LengthMetres)
        {
            yield break;
        }

        // Unfolded, the way there and back is a round of twice the length.
        yield return place;
        yield return 2 * LengthMetres - place;
    }

    /// <summary>Metres from the line's beginning after so many metres of way.</summary>
    internal double Folded(double unfolded)
    {
        var way = unfolded % Math.Max(UnfoldedMetres, double.Epsilon);
        return GoesRound ? (IsReversed ? LengthMetres - way : way)
            : way <= LengthMetres ? FromMetres + way
            : FromMetres + 2 * LengthMetres - way;
    }

    /// <summary>The stays of a period in order, by metres of way; at an end of its part it stays once.</summary>
    internal IEnumerable<(double Way, FenceStop Stop)> Stays() =>
        Stops
            .SelectMany(stop => Unfolded(stop.PlaceMetres).Select(way => (way, stop)))
            .Where(pair => pair.way < UnfoldedMetres || UnfoldedMetres == 0)
            .DistinctBy(pair => (pair.way, pair.stop))
            .OrderBy(pair => pair.way);

    /// <summary>Seconds from the beginning of a period to the arrival after so many metres of way.</summary>
    private double TimeTo(double unfolded)
    {
        var time = unfolded / SpeedMps;
        foreach (var stop in Stops)
        {
            foreach (var way in Unfolded(stop.PlaceMetres).Distinct())
            {
                time += way < unfolded || (UnfoldedMetres == 0 && unfolded == 0) ? stop.StayS : 0;
            }
        }

        return time;
    }
}
