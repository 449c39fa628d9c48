namespace DroneCommand.Missions.Patrols;

/// <summary>Parts of a line, one for each vehicle that sweeps it back and forth, equal in time.</summary>
internal static class FenceParts
{
    private const int Halvings = 60;

    /// <summary>Less than this is no part for a vehicle of its own.</summary>
    private const double LeastMetres = 1e-6;

    /// <summary>The vehicles in the line's order; those for which nothing is left are left out.</summary>
    public static IReadOnlyList<FenceVehicle> Of(
        double length,
        IReadOnlyList<double> speeds,
        IReadOnlyList<FenceStop> stops
    )
    {
        if (stops.Count == 0)
        {
            return InProportion(length, speeds);
        }

        // One way, stays included; the way back takes as long.
        var (low, high) = (length / speeds.Sum(), length / speeds.Sum() + stops.Sum(stop => stop.StayS));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle, length, speeds, stops) is null ? (middle, high) : (low, middle);
        }

        return Within(high, length, speeds, stops) ?? InProportion(length, speeds, stops);
    }

    /// <summary>Parts in proportion to speed; a stop belongs to the part that begins there or before.</summary>
    private static List<FenceVehicle> InProportion(
        double length,
        IReadOnlyList<double> speeds,
        IReadOnlyList<FenceStop>? stops = null
    )
    {
        var total = speeds.Sum();
        var vehicles = new List<FenceVehicle>();
        var from = 0.0;
        for (var i = 0; i < speeds.Count; i++)
        {
            var part = length * speeds[i] / total;
            var to = i + 1 < speeds.Count ? from + part : double.PositiveInfinity;
            vehicles.Add(
                new(speeds[i], from, part, from, false)
                {
                    Index = i,
                    Stops = [.. (stops ?? []).Where(stop => stop.PlaceMetres >= from && stop.PlaceMetres < to)],
                }
            );
            from += part;
        }

        return vehicles;
    }

    /// <summary>Each takes as much of the line as it can go through, stays included, in that time; null when it is not enough.</summary>
    private static List<FenceVehicle>? Within(
        double seconds,
        double length,
        IReadOnlyList<double> speeds,
        IReadOnlyList<FenceStop> stops
    )
    {
        var vehicles = new List<FenceVehicle>();
        var (from, next) = (0.0, 0);
        for (var i = 0; i < speeds.Count && (from < length || next < stops.Count); i++)
        {
            var (left, at, own) = (seconds, from, new List<FenceStop>());
            while (next < stops.Count && (stops[next].PlaceMetres - at) / speeds[i] + stops[next].StayS <= left)
            {
                left -= (stops[next].PlaceMetres - at) / speeds[i] + stops[next].StayS;
                at = stops[next].PlaceMetres;
                own.Add(stops[next++]);
            }

            var end = next < stops.Count ? stops[next].PlaceMetres : length;
            var to = Math.Min(end, at + left * speeds[i]);
            if (to > from + LeastMetres || own.Count > 0)
            {
                vehicles.Add(new(speeds[i], from, to - from, from, false) { Index = i, Stops = own });
                from = to;
            }
        }

        return from >= length - LeastMetres && next == stops.Count ? vehicles : null;
    }
}
