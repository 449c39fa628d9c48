using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>A picture of a wall.</summary>
/// <param name="Place">Of the vehicle.</param>
/// <param name="Height">Of the vehicle, metres.</param>
/// <param name="Ahead">Where the camera looks, of length 1.</param>
/// <param name="PitchDeg">Of the camera.</param>
internal sealed record WallPhoto(Vec Place, double Height, Vec Ahead, double PitchDeg);

/// <summary>
/// Counts for places of walls how many pictures show them: within the picture, from the front at a fair angle, and not
/// behind another wall.
/// </summary>
internal sealed class WallRaster
{
    /// <summary>A wall seen more slantingly than this from its normal is not counted as seen.</summary>
    private const double SlantestDeg = 70;

    private const double Samples = 4000;

    private static readonly double SlantestCosine = Math.Cos(SlantestDeg * Math.PI / 180);

    private readonly IReadOnlyList<(Vec From, Vec To)> allWalls;
    private readonly List<(Vec Place, double Height, Vec Outwards)> places = [];
    private readonly int[] counts;

    /// <param name="walls">What is to be seen; outwards is to the right of each.</param>
    /// <param name="allWalls">What may stand in the way.</param>
    /// <param name="top">Height of the walls, metres.</param>
    public WallRaster(IReadOnlyList<(Vec From, Vec To)> walls, IReadOnlyList<(Vec From, Vec To)> allWalls, double top)
    {
        this.allWalls = allWalls;
        var metres = walls.Sum(wall => Vec.Distance(wall.From, wall.To));
        var pitch = Math.Max(Math.Sqrt(metres * top / Samples), 0.05);
        var rows = Math.Max(1, (int)Math.Round(top / pitch));
        foreach (var (from, to) in walls)
        {
            var length = Vec.Distance(from, to);
            var columns = Math.Max(1, (int)Math.Round(length / pitch));
            var outwards = (to - from).Turned(-1, 0) * (1 / length);
            for (var i = 0; i < columns * rows; i++)
            {
                var place = from + (to - from) * ((i % columns + 0.5) / columns);
                places.Add((place, (i / columns + 0.5) * top / rows, outwards));
            }
        }

        counts = new int[places.Count];
    }

    public double Mean => counts.Length == 0 ? 0 : counts.Average();

    public int Least => counts.Length == 0 ? 0 : counts.Min();

    public double ShareSeenBy(int pictures) =>
        counts.Length == 0 ? 0 : (double)counts.Count(count => count >= pictures) / counts.Length;

    /// <summary>Counts a picture.</summary>
    public void Add(WallPhoto photo, double tanAcross, double tanUp)
    {
        var (sin, cos) = Math.SinCos(photo.PitchDeg * Math.PI / 180);
        for (var i = 0; i < places.Count; i++)
        {
            var (place, height, outwards) = places[i];
            var way = place - photo.Place;
            var (ahead, right) = (Vec.Dot(way, photo.Ahead), -Vec.Cross(photo.Ahead, way));
            var rise = height - photo.Height;
            var depth = ahead * cos + rise * sin;
            var up = rise * cos - ahead * sin;
            if (depth <= 0 || Math.Abs(right) > depth * tanAcross || Math.Abs(up) > depth * tanUp)
            {
                continue;
            }

            var range = Math.Sqrt(Vec.Dot(way, way) + rise * rise);
            if (-Vec.Dot(way, outwards) >= range * SlantestCosine && IsOpen(photo.Place, place))
            {
                counts[i]++;
            }
        }
    }

    /// <summary>True when no wall stands between; the end itself lies on one.</summary>
    private bool IsOpen(Vec from, Vec to)
    {
        var end = from + (to - from) * 0.999;
        foreach (var (a, b) in allWalls)
        {
            if (
                Vec.Cross(b - a, from - a) > 0 != Vec.Cross(b - a, end - a) > 0
                && Vec.Cross(end - from, a - from) > 0 != Vec.Cross(end - from, b - from) > 0
            )
            {
                return false;
            }
        }

        return true;
    }
}
