using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Patrols;

/// <summary>A place of a vehicle's way along a line.</summary>
/// <param name="Position">Where.</param>
/// <param name="Stop">What it stays for there; null when it goes on.</param>
internal sealed record LinePlace(GeoPoint Position, FenceStop? Stop);

/// <summary>A line on earth by metres along it.</summary>
internal sealed class FenceLine
{
    private const double SamePlaceMetres = 1e-6;

    private readonly IReadOnlyList<GeoPoint> corners;
    private readonly double[] passed;

    /// <param name="corners">At least two; a closed line's without the first one again.</param>
    /// <param name="isClosed">Whether it leads back to its beginning.</param>
    public FenceLine(IReadOnlyList<GeoPoint> corners, bool isClosed = true)
    {
        IsClosed = isClosed;
        this.corners = isClosed ? [.. corners, corners[0]] : corners;
        passed = new double[this.corners.Count];
        for (var i = 1; i < passed.Length; i++)
        {
            passed[i] = passed[i - 1] + Geodesic.Inverse(this.corners[i - 1], this.corners[i]).DistanceMetres;
        }
    }

    public bool IsClosed { get; }

    public double Length => passed[^1];

    /// <summary>A closed line's first corner comes at the end again.</summary>
    public IReadOnlyList<GeoPoint> Corners => corners;

    /// <summary>Metres from the beginning to a corner.</summary>
    public double PassedAt(int corner) => passed[corner];

    /// <summary>
    /// The way along a closed line between two places by metres from its beginning, both included; metres below 0 and
    /// beyond its length go on round it, and a second place before the first one is reached backwards.
    /// </summary>
    public IReadOnlyList<GeoPoint> Between(double from, double to)
    {
        if (to < from)
        {
            return [.. Between(to, from).Reverse()];
        }

        var way = new List<GeoPoint> { At(from) };
        for (var round = Math.Floor(from / Length); round * Length < to; round++)
        {
            for (var i = 0; i + 1 < corners.Count; i++)
            {
                var at = passed[i] + round * Length;
                if (at > from + SamePlaceMetres && at < to - SamePlaceMetres)
                {
                    way.Add(corners[i]);
                }
            }
        }

        way.Add(At(to));
        return way;
    }

    /// <summary>The way of a vehicle: so many times round the line from where it begins, or over its part and back.</summary>
    public IReadOnlyList<LinePlace> Course(FenceVehicle vehicle, int periods = 1)
    {
        if (vehicle.UnfoldedMetres < SamePlaceMetres)
        {
            return Parked(vehicle, periods);
        }

        var start = vehicle.UnfoldedStart;
        var end = start + vehicle.UnfoldedMetres * periods;
        var marks = Marks(vehicle);
        var way = new List<LinePlace> { new(At(vehicle.StartMetres), Begun(vehicle)) };
        var last = start;
        for (var period = 0; period <= periods; period++)
        {
            foreach (var (unfolded, stop) in marks)
            {
                var at = unfolded + period * vehicle.UnfoldedMetres;
                if (at > start + SamePlaceMetres && at < end - SamePlaceMetres)
                {
                    Add(way, at - last < SamePlaceMetres, new(At(vehicle.Folded(unfolded)), stop));
                    last = at;
                }
            }
        }

        way.Add(new(At(vehicle.StartMetres), null));
        return way;
    }

    /// <summary>The place so many metres along the line; on a closed one also beyond its end.</summary>
    public GeoPoint At(double metres)
    {
        var along = IsClosed ? metres - Math.Floor(metres / Length) * Length : Math.Clamp(metres, 0, Length);
        var found = Array.BinarySearch(passed, along);
        var i = Math.Clamp(found >= 0 ? found : ~found - 1, 0, corners.Count - 2);
        var share = passed[i + 1] > passed[i] ? (along - passed[i]) / (passed[i + 1] - passed[i]) : 0;
        return Between(corners[i], corners[i + 1], share);
    }

    /// <summary>The place of the line that is nearest, by metres along it, and how far away it is.</summary>
    public (double Along, double Metres) Nearest(GeoPoint place)
    {
        var frame = new LocalFrame(place);
        var best = (Along: 0.0, Metres: double.PositiveInfinity);
        var from = frame.ToLocal(corners[0]);
        for (var i = 1; i < corners.Count; i++)
        {
            var to = frame.ToLocal(corners[i]);
            var (east, north) = (to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres);
            var squared = east * east + north * north;
            var share =
                squared > 0 ? Math.Clamp(-(from.EastMetres * east + from.NorthMetres * north) / squared, 0, 1) : 0;
            var metres = double.Hypot(from.EastMetres + share * east, from.NorthMetres + share * north);
            if (metres < best.Metres)
            {
                best = (passed[i - 1] + share * (passed[i] - passed[i - 1]), metres);
            }

            from = to;
        }

        return best;
    }

    /// <summary>The same closed line begun at the place that is nearest to another.</summary>
    /// <param name="place">For example a dock.</param>
    /// <param name="snapMetres">A corner so near to the nearest place is taken instead.</param>
    public FenceLine BegunNear(GeoPoint place, double snapMetres)
    {
        var along = Nearest(place).Along;
        var corner = Array.FindIndex(passed, metres => Math.Abs(metres - along) <= snapMetres);
        if (corner >= 0)
        {
            var first = corner % (corners.Count - 1);
            return new([.. corners.Skip(first).SkipLast(1), .. corners.Take(first)]);
        }

        var next = Array.FindIndex(passed, metres => metres > along);
        return new([At(along), .. corners.Skip(next).SkipLast(1), .. corners.Take(next)]);
    }

    /// <summary>The same line from its end to its beginning; a closed one begins where it began.</summary>
    public FenceLine Reversed() =>
        IsClosed ? new([corners[0], .. corners.Skip(1).SkipLast(1).Reverse()]) : new([.. corners.Reverse()], false);

    /// <summary>A vehicle that stays at one place all the time.</summary>
    private List<LinePlace> Parked(FenceVehicle vehicle, int periods)
    {
        var stay = vehicle.Stops.Count > 0 ? vehicle.Stops[0] with { StayS = vehicle.PeriodS * periods } : null;
        var place = At(vehicle.StartMetres);
        return [new(place, stay), new(place, null)];
    }

    private static FenceStop? Begun(FenceVehicle vehicle)
    {
        var stay = vehicle.Stays().FirstOrDefault(pair => Math.Abs(pair.Way - vehicle.UnfoldedStart) < SamePlaceMetres);
        return stay.Stop is { } stop ? stop with { StayS = Math.Max(0, stop.StayS - vehicle.HeldS) } : null;
    }

    private static void Add(List<LinePlace> way, bool isSame, LinePlace place)
    {
        if (!isSame)
        {
            way.Add(place);
        }
        else if (place.Stop is not null && way[^1].Stop is null)
        {
            way[^1] = place;
        }
        else if (place.Stop is not null)
        {
            way.Add(place);
        }
    }

    /// <summary>Corners, ends and stops of one period, by metres of way.</summary>
    private List<(double Unfolded, FenceStop? Stop)> Marks(FenceVehicle vehicle)
    {
        var ends = vehicle.GoesRound ? Array.Empty<double>() : [0, vehicle.LengthMetres];
        var turns = passed.SelectMany(vehicle.Unfolded).Concat(ends).Select(way => (way, (FenceStop?)null));
        return
        [
            .. vehicle
                .Stays()
                .Select(pair => (pair.Way, (FenceStop?)pair.Stop))
                .Concat(turns)
                .OrderBy(pair => pair.Item1),
        ];
    }

    private static GeoPoint Between(GeoPoint a, GeoPoint b, double share) =>
        new(
            a.LatitudeDeg + (b.LatitudeDeg - a.LatitudeDeg) * share,
            a.LongitudeDeg + (b.LongitudeDeg - a.LongitudeDeg) * share
        );
}
