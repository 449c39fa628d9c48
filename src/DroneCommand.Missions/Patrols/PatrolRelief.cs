namespace DroneCommand.Missions.Patrols;

/// <summary>What relief depends on.</summary>
/// <param name="EnduranceS">Time in the air that a charged battery gives down to its reserve, seconds.</param>
/// <param name="RechargeS">From landing until it may leave again: charging, or exchanging the battery, seconds.</param>
/// <param name="OverlapS">How long both are at the hand-over, so that a small delay opens no gap, seconds.</param>
public sealed record ReliefTimes(double EnduranceS, double RechargeS, double OverlapS);

/// <summary>One turn of duty of one vehicle.</summary>
/// <param name="Vehicle">From 0.</param>
/// <param name="Slot">The place in the patrol that it fills, an index into <see cref="FencePlan.Vehicles"/>.</param>
/// <param name="LeavesDockS">Seconds after the patrol's beginning; negative when it leaves before.</param>
/// <param name="TakesOverS">From now on it is the slot's vehicle.</param>
/// <param name="HandsOverS">Its relief takes over.</param>
/// <param name="BackS">At its dock.</param>
public sealed record PatrolShift(
    int Vehicle,
    int Slot,
    double LeavesDockS,
    double TakesOverS,
    double HandsOverS,
    double BackS
)
{
    /// <summary>Time in the air.</summary>
    public double AloftS => BackS - LeavesDockS;
}

/// <summary>Who relieves whom and when, or why it cannot be.</summary>
public sealed record ReliefPlan
{
    /// <summary>How many vehicles it takes, those on duty included; 0 when refused.</summary>
    public required int Vehicles { get; init; }

    /// <summary>Between two reliefs of the same slot, seconds.</summary>
    public required double DutyS { get; init; }

    /// <summary>By the time of taking over.</summary>
    public required IReadOnlyList<PatrolShift> Shifts { get; init; }

    /// <summary>What makes it impossible and what would make it possible; null when there is a plan.</summary>
    public string? Refusal { get; init; }
}

/// <summary>
/// Battery relief without a gap: every slot of a patrol is taken over in flight, at the place where it then is, by a vehicle
/// that left its dock early enough. Slots are relieved one after the other, evenly spread over a duty, so that few
/// vehicles wait; in steady state m slots need m (1 + R) vehicles, R = time away / time on duty, rounded up.
/// </summary>
public static class PatrolRelief
{
    /// <summary>The most vehicles of a patrol with its reliefs.</summary>
    public const int MaxVehicles = 400;

    private const int PlacesLookedAt = 720;

    private const int RoundsListed = 3;
    private const int MostDuties = 5_000;

    /// <summary>Plans the reliefs.</summary>
    /// <param name="patrol">The patrol whose slots are to be kept filled.</param>
    /// <param name="lengthMetres">Length of its line.</param>
    /// <param name="transitS">Time from the dock to a place of the line, and back, seconds by metres along the line.</param>
    /// <param name="times">Endurance, recharge and overlap.</param>
    /// <param name="duties">For how many duties of each slot to list the shifts, at least.</param>
    public static ReliefPlan Plan(
        FencePlan patrol,
        double lengthMetres,
        Func<double, double> transitS,
        ReliefTimes times,
        int duties = 6
    )
    {
        var furthest = Enumerable.Range(0, PlacesLookedAt).Max(i => transitS(lengthMetres * i / PlacesLookedAt));
        var duty = times.EnduranceS - 2 * furthest - times.OverlapS;
        if (!(duty > 0))
        {
            return Refused(
                FormattableString.Invariant(
                    $"The way from the dock to the line and back takes up to {2 * furthest:0} s, the hand-over {times.OverlapS:0} s; an endurance of {times.EnduranceS:0} s leaves no time on duty. More than {2 * furthest + times.OverlapS:0} s, or a dock nearer to the line, would do."
                )
            );
        }

        // A line so long that a vehicle is relieved within one round needs more duties before every place was seen again.
        var rounds = Math.Ceiling(RoundsListed * patrol.Vehicles.Max(v => v.PeriodS) / duty);
        var reliefs = Reliefs(patrol.Vehicles, duty, (int)Math.Max(duties, Math.Min(rounds, MostDuties)));
        // Each is away for its recharge at least: steady state needs no fewer.
        var least = (int)
            Math.Min(
                MaxVehicles + 1.0,
                Math.Max(1, Math.Floor(times.RechargeS / duty * patrol.Vehicles.Count)) + patrol.Vehicles.Count
            );
        for (var vehicles = least; vehicles <= MaxVehicles; vehicles++)
        {
            if (Assign(reliefs, patrol.Vehicles, vehicles, transitS, times) is { } shifts)
            {
                return new()
                {
                    Vehicles = vehicles,
                    DutyS = duty,
                    Shifts = shifts,
                };
            }
        }

        var away = 2 * furthest + times.RechargeS + times.OverlapS;
        return Refused(
            FormattableString.Invariant(
                $"A vehicle is on duty for {duty:0} s and then away for {away:0} s: that takes more than {MaxVehicles} vehicles. A shorter recharge, more endurance or a dock nearer to the line would do."
            )
        );
    }

    /// <summary>The idleness that the shifts give: a slot counts only while one of its vehicles is on duty.</summary>
    public static MeasuredIdleness Measure(FencePlan patrol, double lengthMetres, ReliefPlan relief, int samples = 500)
    {
        var from = patrol.Vehicles.Max(v => v.PeriodS);
        var to = relief.Shifts.GroupBy(s => s.Slot).Min(slot => slot.Max(s => s.HandsOverS));
        var places = Enumerable.Range(0, samples).Select(i => (i + 0.5) / samples * lengthMetres);
        var measured = places
            .Select(place =>
                IdlenessMeter.Of(
                    [.. relief.Shifts.SelectMany(s => Visits(patrol.Vehicles[s.Slot], s, place))],
                    from,
                    to
                )
            )
            .ToList();
        return new(measured.Max(m => m.WorstS), measured.Average(m => m.MeanS));
    }

    private static ReliefPlan Refused(string reason) =>
        new()
        {
            Vehicles = 0,
            DutyS = 0,
            Shifts = [],
            Refusal = reason,
        };

    /// <summary>Slot s is relieved every duty, s / m of a duty after the first.</summary>
    private static List<(int Slot, double From, double To)> Reliefs(
        IReadOnlyList<FenceVehicle> slots,
        double duty,
        int duties
    )
    {
        var reliefs = new List<(int Slot, double From, double To)>();
        for (var slot = 0; slot < slots.Count; slot++)
        {
            var first = duty * (slot + 1) / slots.Count;
            reliefs.Add((slot, 0, first));
            for (var i = 0; i < duties; i++)
            {
                reliefs.Add((slot, first + i * duty, first + (i + 1) * duty));
            }
        }

        return [.. reliefs.OrderBy(r => r.From).ThenBy(r => r.Slot)];
    }

    /// <summary>The vehicle that has been ready longest takes the next relief; null when none is ready in time.</summary>
    private static List<PatrolShift>? Assign(
        List<(int Slot, double From, double To)> reliefs,
        IReadOnlyList<FenceVehicle> slots,
        int vehicles,
        Func<double, double> transitS,
        ReliefTimes times
    )
    {
        var ready = new PriorityQueue<int, (double Ready, int Vehicle)>();
        for (var i = 0; i < vehicles; i++)
        {
            ready.Enqueue(i, (double.NegativeInfinity, i));
        }

        var shifts = new List<PatrolShift>();
        foreach (var (slot, from, to) in reliefs)
        {
            var leaves = from - transitS(slots[slot].PlaceAt(from)) - times.OverlapS / 2;
            var back = to + transitS(slots[slot].PlaceAt(to)) + times.OverlapS / 2;
            if (!ready.TryDequeue(out var vehicle, out var since) || since.Ready > leaves)
            {
                return null;
            }

            shifts.Add(new(vehicle, slot, leaves, from, to, back));
            ready.Enqueue(vehicle, (back + times.RechargeS, vehicle));
        }

        return shifts;
    }

    private static IEnumerable<double> Visits(FenceVehicle slot, PatrolShift shift, double place)
    {
        foreach (var first in slot.Passes(place))
        {
            var skipped = Math.Max(0, Math.Ceiling((shift.TakesOverS - first) / slot.PeriodS));
            for (var time = first + skipped * slot.PeriodS; time <= shift.HandsOverS; time += slot.PeriodS)
            {
                yield return time;
            }
        }
    }
}
