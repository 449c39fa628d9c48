using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>Probability maps that are made where none was given.</summary>
internal static class MadeMap
{
    private const int MostCells = 300;

    /// <summary>Cells per detection radius: finer ones show nothing that the sensor could tell apart.</summary>
    private const double Fineness = 2;

    /// <summary>The POC alike over areas, all of it within them.</summary>
    /// <param name="areas">At least one; holes hold nothing.</param>
    /// <param name="start">Where every vehicle's path begins.</param>
    /// <param name="rangeMetres">The sensor's detection radius.</param>
    public static ProbabilityMap Uniform(IReadOnlyList<DrawnArea> areas, GeoPoint start, double rangeMetres)
    {
        var projection = new MapProjection(start);
        var places = areas.SelectMany(area => area.Outline).Select(projection.ToLocal).ToList();
        var (west, east) = (places.Min(p => p.EastMetres), places.Max(p => p.EastMetres));
        var (south, north) = (places.Min(p => p.NorthMetres), places.Max(p => p.NorthMetres));
        var cell = Math.Max(rangeMetres / Fineness, Math.Max(east - west, north - south) / MostCells);
        var map = new ProbabilityMap
        {
            Rows = (int)Math.Ceiling((north - south) / cell),
            Columns = (int)Math.Ceiling((east - west) / cell),
            CellMetres = cell,
            Corner = new(west, south),
            Start = new(0, 0),
            Probability = [],
            DetectionRadiusMetres = rangeMetres,
            Origin = start,
        };
        var even = Enumerable.Repeat(1.0, map.Rows * map.Columns).ToList();
        return Normalised(Masked(map with { Probability = even }, areas));
    }

    /// <summary>The rings of a lost person about where it was last known, out to a radius.</summary>
    public static ProbabilityMap Rings(LostPerson person, GeoPoint lastKnown, double radiusMetres, double rangeMetres)
    {
        var cells = (int)Math.Clamp(Math.Ceiling(2 * radiusMetres * Fineness / rangeMetres), 4, MostCells);
        var map = person.Map(cells, 2 * radiusMetres / cells, rangeMetres);
        return map with
        {
            Origin = lastKnown,
            Probability =
            [
                .. map.Probability.Select((poc, i) => Middle(map, i).DistanceTo(new(0, 0)) <= radiusMetres ? poc : 0),
            ],
        };
    }

    /// <summary>The same map with nothing outside of areas: what cannot be searched is not planned for.</summary>
    public static ProbabilityMap Masked(ProbabilityMap map, IReadOnlyList<DrawnArea> areas)
    {
        var shapes = areas.Select(area => SearchRoutes.ShapeOf(area, place => map.ToLocal(place)!.Value)).ToList();
        return map with { Probability = [.. map.Probability.Select((poc, i) => poc * Share(map, i, shapes))] };
    }

    /// <summary>The share of a cell that lies within any of the shapes, by places in it.</summary>
    private static double Share(ProbabilityMap map, int cell, List<AreaShape> shapes)
    {
        const int Side = 3;
        var middle = Middle(map, cell);
        var within = 0;
        for (var i = 0; i < Side * Side; i++)
        {
            var place = new Vec(
                middle.EastMetres + map.CellMetres * ((i % Side + 0.5) / Side - 0.5),
                middle.NorthMetres + map.CellMetres * ((i / Side + 0.5) / Side - 0.5)
            );
            within += shapes.Exists(shape => shape.Contains(place)) ? 1 : 0;
        }

        return within / (double)(Side * Side);
    }

    private static LocalPoint Middle(ProbabilityMap map, int cell) =>
        new(
            map.Corner.EastMetres + (cell % map.Columns + 0.5) * map.CellMetres,
            map.Corner.NorthMetres + (cell / map.Columns + 0.5) * map.CellMetres
        );

    private static ProbabilityMap Normalised(ProbabilityMap map)
    {
        var sum = map.Total;
        return sum > 0 ? map with { Probability = [.. map.Probability.Select(poc => poc / sum)] } : map;
    }
}
