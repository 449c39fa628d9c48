namespace DroneCommand.Missions.Patrols;

/// <summary>Vehicles that follow each other round a closed line, spread evenly in time.</summary>
internal static class FenceRounds
{
    /// <summary>The vehicles, as many of the fastest as are worth it, and the time from one to the next.</summary>
    public static (IReadOnlyList<FenceVehicle> Vehicles, double GapS) Of(
        double length,
        IReadOnlyList<double> speeds,
        IReadOnlyList<FenceStop> stops
    )
    {
        var (chosen, speed) = Chosen(length, speeds, stops, taken => taken);
        return (
            [.. chosen.Select((index, i) => Placed(length, speed, stops, index, (double)i / chosen.Count, false))],
            stops.Count == 0
                ? length / (chosen.Count * speed)
                : (length / speed + stops.Sum(stop => stop.StayS)) / chosen.Count
        );
    }

    /// <summary>Every other vehicle goes the other way, each way spread evenly.</summary>
    public static IReadOnlyList<FenceVehicle> BothWays(
        double length,
        IReadOnlyList<double> speeds,
        IReadOnlyList<FenceStop> stops
    )
    {
        var (chosen, speed) = Chosen(length, speeds, stops, taken => (taken + 1) / 2);
        var forth = (chosen.Count + 1) / 2;
        var back = chosen.Count - forth;
        return
        [
            .. chosen.Select(
                (index, i) =>
                    i % 2 == 0
                        ? Placed(length, speed, stops, index, i / 2.0 / forth, false)
                        : Placed(length, speed, stops, index, (i / 2 + 0.5) / back, true)
            ),
        ];
    }

    /// <summary>The j fastest at the speed of the slowest of them: by j the one with the smallest gap.</summary>
    private static (List<int> Indices, double Speed) Chosen(
        double length,
        IReadOnlyList<double> speeds,
        IReadOnlyList<FenceStop> stops,
        Func<int, int> followers
    )
    {
        var fastest = Enumerable.Range(0, speeds.Count).OrderByDescending(i => speeds[i]).ThenBy(i => i).ToList();
        var stays = stops.Sum(stop => stop.StayS);
        var count = Enumerable
            .Range(1, fastest.Count)
            .MinBy(j => ((length / speeds[fastest[j - 1]] + stays) / followers(j), -j));
        return ([.. fastest.Take(count).Order()], speeds[fastest[count - 1]]);
    }

    /// <summary>A vehicle that is a share of the round's time along it when the patrol begins.</summary>
    private static FenceVehicle Placed(
        double length,
        double speed,
        IReadOnlyList<FenceStop> stops,
        int index,
        double share,
        bool isReversed
    )
    {
        var vehicle = new FenceVehicle(speed, 0, length, 0, true)
        {
            Index = index,
            Stops = stops,
            IsReversed = isReversed,
        };
        if (stops.Count == 0 && !isReversed)
        {
            return vehicle with { StartMetres = share * length };
        }

        var left = share * vehicle.PeriodS;
        var at = 0.0;
        foreach (var (way, stop) in vehicle.Stays())
        {
            if (at + left * speed <= way)
            {
                break;
            }

            (left, at) = (left - (way - at) / speed, way);
            if (left <= stop.StayS)
            {
                return vehicle with { StartMetres = stop.PlaceMetres, HeldS = left };
            }

            left -= stop.StayS;
        }

        return vehicle with
        {
            StartMetres = vehicle.Folded(at + left * speed) % length,
        };
    }
}
