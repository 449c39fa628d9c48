using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Terrain;

/// <summary>Samples the ground under a way of geodesics, the highest of a corridor of some width.</summary>
internal sealed class GroundSampler
{
    /// <summary>Parts of a geodesic this long are straight in longitude and latitude to a few centimetres.</summary>
    private const double StraightMetres = 1_000;

    /// <summary>Places nearer to each other than this are one.</summary>
    private const double SameMetres = 0.001;

    private readonly TerrainModel terrain;
    private readonly double halfWidth;
    private readonly CorridorSlice slice;
    private readonly List<GeoPoint> places = [];
    private readonly List<double> along = [];
    private readonly List<double> ground = [];
    private readonly List<double> risen = [];

    private GroundSampler(TerrainModel terrain, double halfWidthMetres)
    {
        (this.terrain, halfWidth) = (terrain, halfWidthMetres);
        slice = new(terrain, halfWidthMetres);
    }

    /// <summary>The samples of a way.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="way">One place or more; neighbours less than 180° of longitude apart.</param>
    /// <param name="halfWidthMetres">From the way to the corridor's edge; at corners and ends it reaches as far ahead.</param>
    public static GroundSamples Sample(TerrainModel terrain, IReadOnlyList<GeoPoint> way, double halfWidthMetres)
    {
        var sampler = new GroundSampler(terrain, halfWidthMetres);
        return terrain.IsFlat ? sampler.Flat(way) : sampler.Sloping(way);
    }

    private GroundSamples Flat(IReadOnlyList<GeoPoint> way)
    {
        for (var i = 0; i < way.Count; i++)
        {
            Add(way[i], i == 0 ? 0 : along[^1] + Geodesic.Distance(way[i - 1], way[i]), terrain.Level);
        }

        return new(places, along, ground, [.. Enumerable.Range(0, way.Count)]);
    }

    private GroundSamples Sloping(IReadOnlyList<GeoPoint> way)
    {
        var corners = new List<int> { 0 };
        Add(way[0], 0, terrain.Height(way[0]));
        for (var i = 1; i < way.Count; i++)
        {
            AddLeg(way[i - 1], way[i]);
            corners.Add(places.Count - 1);
        }

        // Where the ground rises above the line between two samples, both are raised by as much.
        for (var i = 0; i < ground.Count; i++)
        {
            var before = i > 0 ? risen[i - 1] : 0;
            ground[i] += Math.Max(before, i < risen.Count ? risen[i] : 0);
        }

        var hole = slice.Hole ?? (double.IsNaN(ground[0]) ? way[0] : null);
        return new(places, along, ground, corners) { Hole = hole };
    }

    private void AddLeg(GeoPoint from, GeoPoint to)
    {
        var line = Geodesic.Inverse(from, to);
        if (line.DistanceMetres < SameMetres)
        {
            risen.Add(0);
            Add(to, along[^1], ground[^1]);
            return;
        }

        var first = places.Count - 1;
        var parts = (int)Math.Ceiling(line.DistanceMetres / StraightMetres);
        var begin = from;
        for (var i = 1; i <= parts; i++)
        {
            var end = i == parts ? to : Geodesic.Direct(from, line.InitialAzimuthDeg, line.DistanceMetres * i / parts);
            AddStraight(begin, end, line.DistanceMetres / parts);
            begin = end;
        }

        RaiseEnd(first, places[first + 1], places[first]);
        RaiseEnd(places.Count - 1, places[^2], places[^1]);
    }

    private void AddStraight(GeoPoint from, GeoPoint to, double metres)
    {
        var way = new Heading(from, to);
        var spacing = Math.Min(terrain.PostMetres(from), terrain.PostMetres(to)) * CorridorSlice.PieceSteps;
        var pieces = double.IsFinite(spacing) ? (int)Math.Ceiling(metres / spacing) : 1;
        Raise(places.Count - 1, slice.Across(from, way));
        for (var i = 1; i <= pieces; i++)
        {
            var share = (double)i / pieces;
            var place = i == pieces ? to : Between(from, to, share);
            var (before, height) = (ground[^1], slice.Across(place, way));
            risen.Add(Math.Max(0, slice.Above(places[^1], place, (before, height), way)));
            Add(place, along[^1] + metres / pieces, height);
        }
    }

    /// <summary>The corridor goes on beyond a leg's end by half its width.</summary>
    private void RaiseEnd(int index, GeoPoint from, GeoPoint end)
    {
        if (halfWidth > 0)
        {
            var way = new Heading(from, end);
            var beyond = way.Ahead(end, halfWidth);
            Raise(index, Math.Max(slice.Above(end, beyond, (0, 0), way), slice.Across(beyond, way)));
        }
    }

    private void Raise(int index, double height) => ground[index] = Math.Max(ground[index], height);

    private void Add(GeoPoint place, double metres, double height)
    {
        places.Add(place);
        along.Add(metres);
        ground.Add(height);
    }

    private static GeoPoint Between(GeoPoint from, GeoPoint to, double share) =>
        new(
            from.LatitudeDeg + (to.LatitudeDeg - from.LatitudeDeg) * share,
            from.LongitudeDeg + (to.LongitudeDeg - from.LongitudeDeg) * share
        );
}
