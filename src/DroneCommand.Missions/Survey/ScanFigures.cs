using System.Globalization;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Survey;

/// <summary>What a scan comes to, for `--json` and for people.</summary>
internal static class ScanFigures
{
    public static Dictionary<string, double> Of(
        ScanCamera camera,
        WallRaster walls,
        int photos,
        int layers,
        double trigger
    ) =>
        new()
        {
            ["photos"] = photos,
            ["gsdCm"] = Math.Round(camera.GsdCm, 3),
            ["meanOverlap"] = Math.Round(walls.Mean, 2),
            ["leastOverlap"] = walls.Least,
            ["layers"] = layers,
            ["triggerM"] = Math.Round(trigger, 2),
        };

    /// <summary>Says where layers could not be flown as low as they look.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<ScanLayer> layers)
    {
        if (layers.FirstOrDefault(layer => layer.Height > layer.Target + 0.1) is { } raised)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Below {raised.Height:0.#} m nothing may be flown there: the lowest layers look down from it."
            );
        }
    }
}

/// <summary>Why a scan cannot be.</summary>
internal static class ScanFaults
{
    /// <summary>Metres beyond the site's margin, so that rounding leaves nothing within it.</summary>
    private const double Spare = 0.2;

    /// <summary>More are planned in pieces.</summary>
    private const int MostPhotos = 50_000;

    private const int MostLayers = 400;

    /// <summary>What is wrong with the outline, the stand-off or the number of pictures; null when it can be scanned.</summary>
    public static Problem? Of(KindTask task, ScanCamera camera, double height)
    {
        var map = FlatMap.Around(task.Area.Outline);
        var outline = PlanarShapes.Polygon(
            [.. task.Area.Outline.Select(map.ToPlane).Select(place => new Coordinate(place.X, place.Y))],
            []
        );
        if (PlanarShapes.Fault(outline) is var (reason, at))
        {
            var place = map.ToGeo(new Vec(at.X, at.Y));
            return new(ProblemCode.BadInput, $"In {task.Area.Title} {reason}.", place, task.Area.Title);
        }

        return TooMany(task, camera, height, outline.Length) ?? TooNear(task, camera);
    }

    private static Problem? TooMany(KindTask task, ScanCamera camera, double height, double metres)
    {
        var layers = height / (camera.High * (1 - camera.Sidelap));
        var photos = layers * (metres + 2 * Math.PI * camera.StandOff) / (camera.Wide * (1 - camera.Frontlap));
        return layers <= MostLayers && photos <= MostPhotos
            ? null
            : new(
                ProblemCode.BadInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{task.Area.Title} would take {photos:0} pictures in {Math.Ceiling(layers):0} layers; at most {MostPhotos} in {MostLayers} are planned. A greater stand-off or less overlap would do."
                ),
                task.Area.Outline[0],
                task.Area.Title
            );
    }

    private static Problem? TooNear(KindTask task, ScanCamera camera)
    {
        var least = task.Site is { } site ? site.SideMarginMetres + Spare : 0;
        return camera.StandOff >= least
            ? null
            : new(
                ProblemCode.HitsObstacle,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"At {camera.StandOff:0.#} m {task.Area.Title} is nearer than the site's margin of {task.Site!.SideMarginMetres:0.#} m; 'stand-off' of {Math.Ceiling(least * 10) / 10:0.#} m would do."
                ),
                task.Area.Outline[0],
                task.Area.Title
            );
    }

    public static Problem NoRoom(KindTask task, ScanCamera camera) =>
        new(
            ProblemCode.OutsideBoundary,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{camera.StandOff:0.#} m from {task.Area.Title} nothing may be flown at any height: a fence, a keep-out or the altitude limit is in the way. A smaller stand-off, another side or another structure would do."
            ),
            task.Area.Outline[0],
            task.Area.Title
        );
}
