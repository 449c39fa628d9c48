using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;

namespace DroneCommand.Benchmarks.Search;

/// <summary>
/// When what is found is found, all vehicles flying at once and alike: metres flown by each when a place first comes within
/// the sensor's radius, on a grid of a ninth of it.
/// </summary>
/// <param name="Pos">The POC that is seen at all.</param>
/// <param name="OfFoundMetres">Mean over what is seen: the expected time to detection, given detection.</param>
/// <param name="OfMapMetres">
/// Mean over all that lies on the map, where what is never seen counts as seen when the last path ends.
/// </param>
internal sealed record DetectionTimes(double Pos, double OfFoundMetres, double OfMapMetres)
{
    private const int Fineness = 9;

    public static DetectionTimes Of(ProbabilityMap map, IReadOnlyList<IReadOnlyList<LocalPoint>> paths)
    {
        var pixel = map.DetectionRadiusMetres / Fineness;
        var columns = (int)(map.Columns * map.CellMetres / pixel);
        var rows = (int)(map.Rows * map.CellMetres / pixel);
        var first = new double[rows * columns];
        Array.Fill(first, double.PositiveInfinity);
        var end = 0.0;
        foreach (var path in paths)
        {
            var metres = 0.0;
            for (var i = 0; i + 1 < path.Count; i++)
            {
                var leg = Between(path[i], path[i + 1]);
                for (var at = 0.0; at < leg; at += pixel)
                {
                    See(map, first, columns, pixel, Along(path[i], path[i + 1], at / leg), metres + at);
                }

                metres += leg;
            }

            end = Math.Max(end, metres);
        }

        return Sum(map, first, columns, pixel, end);
    }

    private static DetectionTimes Sum(ProbabilityMap map, double[] first, int columns, double pixel, double end)
    {
        var (found, foundTime, all, allTime) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            var column = (int)((i % columns + 0.5) * pixel / map.CellMetres);
            var row = (int)((i / columns + 0.5) * pixel / map.CellMetres);
            var poc = map.Probability[row * map.Columns + column] * pixel * pixel / (map.CellMetres * map.CellMetres);
            all += poc;
            allTime += poc * Math.Min(first[i], end);
            if (double.IsFinite(first[i]))
            {
                found += poc;
                foundTime += poc * first[i];
            }
        }

        return new(found, foundTime / found, allTime / all);
    }

    private static void See(
        ProbabilityMap map,
        double[] first,
        int columns,
        double pixel,
        LocalPoint place,
        double metres
    )
    {
        var (x, y) = (
            (place.EastMetres - map.Corner.EastMetres) / pixel,
            (place.NorthMetres - map.Corner.NorthMetres) / pixel
        );
        for (var row = Math.Max(0, (int)(y - Fineness)); row < Math.Min(first.Length / columns, y + Fineness); row++)
        {
            for (var column = Math.Max(0, (int)(x - Fineness)); column < Math.Min(columns, x + Fineness); column++)
            {
                var (dx, dy) = (column + 0.5 - x, row + 0.5 - y);
                ref var seen = ref first[row * columns + column];
                seen = dx * dx + dy * dy <= Fineness * Fineness ? Math.Min(seen, metres) : seen;
            }
        }
    }

    private static double Between(LocalPoint a, LocalPoint b) =>
        Math.Sqrt(Math.Pow(b.EastMetres - a.EastMetres, 2) + Math.Pow(b.NorthMetres - a.NorthMetres, 2));

    private static LocalPoint Along(LocalPoint a, LocalPoint b, double share) =>
        new(
            a.EastMetres + (b.EastMetres - a.EastMetres) * share,
            a.NorthMetres + (b.NorthMetres - a.NorthMetres) * share
        );
}
