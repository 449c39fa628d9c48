using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;

namespace DroneCommand.Benchmarks.Search;

/// <summary>
/// The peer: SAREnv's pattern 'pizza' (Drones 2025, 9(9), 628), rebuilt from its description. Every vehicle has a sector
/// about the start and zigzags outwards on arcs a sweep apart, 15 m short of the sector's edges, until its share of the
/// budget is spent. With 5 vehicles and 1,800 m it is 162,307.6 m long, as in SAREnv's own run.
/// </summary>
internal static class PizzaPattern
{
    private const double EdgeGap = 15;
    private const double PointSpacing = 10;

    public static IReadOnlyList<IReadOnlyList<LocalPoint>> Of(ProbabilityMap map, double budget, int vehicles)
    {
        var reach = Math.Min(map.Rows, map.Columns) * map.CellMetres / 2;
        return
        [
            .. Enumerable
                .Range(0, vehicles)
                .Select(i => Sector(map, reach, 2 * Math.PI * i / vehicles, 2 * Math.PI * (i + 1) / vehicles))
                .Select(path => TeamPatterns.Part(path, 0, budget / vehicles)),
        ];
    }

    private static List<LocalPoint> Sector(ProbabilityMap map, double reach, double from, double to)
    {
        var path = new List<LocalPoint> { map.Start };
        var pass = 2 * map.DetectionRadiusMetres;
        var isForward = true;
        for (var radius = pass; radius <= reach; radius += pass)
        {
            var (begin, end) = (from + EdgeGap / radius, to - EdgeGap / radius);
            if (begin >= end)
            {
                continue;
            }

            var points = Math.Max(2, (int)(radius * (end - begin) / PointSpacing));
            for (var i = 0; i < points; i++)
            {
                var share = (double)i / (points - 1);
                var (sin, cos) = Math.SinCos(isForward ? begin + (end - begin) * share : end - (end - begin) * share);
                path.Add(new(map.Start.EastMetres + radius * cos, map.Start.NorthMetres + radius * sin));
            }

            isForward = !isForward;
        }

        return path;
    }
}
