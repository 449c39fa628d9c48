using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Plans;

/// <summary>Laps along a perimeter, begun and ended at the loop's point that is nearest to home.</summary>
internal static class PerimeterTrack
{
    /// <summary>A corner this near to the nearest point serves as the start itself.</summary>
    private const double SnapMetres = 2;

    public static Track Build(Site site, PlanParameters parameters, VehicleFamily family, GeoPoint home, int seed)
    {
        var name = parameters.Word(ParameterNames.Perimeter);
        var perimeter = name == ParameterNames.Auto ? site.NearestPerimeter(home, family) : site.FindPerimeter(name);
        if (perimeter is null)
        {
            return Missing(site, name, family);
        }

        parameters.Choose(ParameterNames.Perimeter, perimeter.Name);
        var offset = parameters.Number(ParameterNames.Offset);
        var outline = (Polygon)perimeter.Local;
        if (InwardOffset.Of(outline, offset) is not { } ring)
        {
            return TooLarge(perimeter, outline, offset);
        }

        var clockwise = Clockwise(parameters, seed);
        var loop = StartingNearest(Directed(ring, clockwise), site.Frame.ToCoordinate(home));
        var points = new List<Coordinate> { loop[0] };
        for (var lap = 0; lap < parameters.Integer(ParameterNames.Laps); lap++)
        {
            points.AddRange(loop.Skip(1));
            points.Add(loop[0]);
        }

        return new Track([.. points.Select(LocalPoint.From)], null);
    }

    private static bool Clockwise(PlanParameters parameters, int seed)
    {
        var word = parameters.Word(ParameterNames.Direction);
        if (word == "either")
        {
            word = new Random(seed).Next(2) == 0 ? "clockwise" : "anticlockwise";
            parameters.Choose(ParameterNames.Direction, word);
        }

        return word == "clockwise";
    }

    private static IReadOnlyList<Coordinate> Directed(IReadOnlyList<Coordinate> ring, bool clockwise)
    {
        var isClockwise = !Orientation.IsCCW([.. ring, ring[0]]);
        return isClockwise == clockwise ? ring : [.. ring.Reverse()];
    }

    private static List<Coordinate> StartingNearest(IReadOnlyList<Coordinate> ring, Coordinate home)
    {
        var edges = Enumerable.Range(0, ring.Count);
        var best = edges.MinBy(i => DistanceComputer.PointToSegment(home, ring[i], ring[(i + 1) % ring.Count]));
        var (from, to) = (ring[best], ring[(best + 1) % ring.Count]);
        var start = new LineSegment(from, to).ClosestPoint(home);
        var rest = Enumerable.Range(1, ring.Count).Select(i => ring[(best + i) % ring.Count]).ToList();
        if (start.Distance(to) <= SnapMetres)
        {
            return rest;
        }

        if (start.Distance(from) <= SnapMetres)
        {
            return [from, .. rest.SkipLast(1)];
        }

        return [start, .. rest];
    }

    private static Track Missing(Site site, string name, VehicleFamily family)
    {
        var known = string.Join(", ", site.Perimeters.Select(perimeter => perimeter.Name));
        var reason =
            name == ParameterNames.Auto
                ? $"{site.Name} has no perimeter for a {VehicleFamilies.NameOf(family)}."
                : $"{site.Name} has no perimeter '{name}'; it has {(known.Length > 0 ? known : "none")}.";
        return Track.Refused(ProblemCode.FeatureMissing, reason);
    }

    private static Track TooLarge(SiteFeature perimeter, Polygon outline, double offset) =>
        Track.Refused(
            ProblemCode.OffsetTooLarge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"An offset of {offset:0.#} m leaves no single loop inside {perimeter.Title}; {InwardOffset.PossibleBelow(outline, offset):0.0} m does."
            ),
            perimeter.Title
        );
}
