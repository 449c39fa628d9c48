using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// Rows before one side of a building, on a plane at a stand-off, with the camera straight on it: along the wall, or up and
/// down. Several vehicles take neighbouring rows. What the pictures show of the wall is counted afterwards. Pure.
/// </summary>
internal static class FacadeScan
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var (height, problem) = ScanCamera.HeightOf(task, team.Values);
        var camera = ScanCamera.Of(team.Values);
        problem ??= ScanFaults.Of(task, camera, height);
        if (problem is not null)
        {
            return task.Refused(problem);
        }

        var map = FlatMap.Around(task.Area.Outline);
        var ring = ScanRing.Of([.. task.Area.Outline.Select(map.ToPlane)], camera.StandOff, 30);
        var clearance = new ScanClearance(task.Site, map, team, team.Values.Number(SurveyWords.LowestHeight));
        // Rows lie a side overlap apart; pictures up a column follow each other in flight.
        var vertical = team.Values.Word(SurveyWords.Rows) == SurveyWords.Vertical;
        var upwards = vertical ? camera with { Sidelap = camera.Frontlap } : camera;
        IReadOnlyList<ScanLayer> Layers(Facade facade) =>
            ScanLayers.Of(height, upwards, wanted => clearance.Above([facade.Begin, facade.End], wanted));
        var facade = FacadeOf(team.Values, ring, camera.StandOff, Layers);
        var layers = Layers(facade);
        return layers.Count == 0
            ? task.Refused(ScanFaults.NoRoom(task, camera))
            : Plan(task, team, facade, new Scan(map, ring, camera, layers, height));
    }

    /// <summary>The side that faces an azimuth, or the largest that can be flown before without looking down on it.</summary>
    private static Facade FacadeOf(
        PlanParameters values,
        ScanRing ring,
        double standOff,
        Func<Facade, IReadOnlyList<ScanLayer>> layers
    )
    {
        var all = ring.Walls.Select(wall => new Facade(wall.From, wall.To, standOff)).ToList();
        if (values.Word(SurveyWords.Side) == SurveyWords.ByHeading)
        {
            var wanted = values.Number(ParameterNames.Heading);
            return all.OrderBy(one => Math.Round(Math.Abs(Math.IEEERemainder(one.FacesDeg - wanted, 360)) / 20))
                .ThenByDescending(one => one.Metres)
                .First();
        }

        var byLength = all.OrderByDescending(one => one.Metres).ToList();
        return byLength
            .Where(one => one.Metres >= byLength[0].Metres / 3)
            .OrderBy(one =>
                layers(one) is { Count: > 0 } rows ? Math.Round(rows.Max(row => row.Height - row.Target)) : 1e6
            )
            .ThenByDescending(one => one.Metres)
            .First();
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, Facade facade, Scan scan)
    {
        var values = team.Values;
        var vertical = values.Word(SurveyWords.Rows) == SurveyWords.Vertical;
        var trigger = SurveySetup.RoundedDown(scan.Camera.Wide * (1 - scan.Camera.Frontlap));
        // Columns are flown from picture to picture with a stop at each.
        var (speed, note) = vertical ? (1, null) : SurveySetup.SpeedFor(team, scan.Camera.View, trigger);
        if (SurveySetup.TooSlow(speed) is { } slow)
        {
            return task.Refused(slow);
        }

        var rows = vertical ? Columns(facade, scan) : Rows(facade, scan, trigger);
        if (values.Word(SurveyWords.Start) == SurveyWords.High)
        {
            rows.Reverse();
        }

        var routes = new List<VehicleRoute>();
        var count = Math.Min(team.Count, rows.Count);
        for (var i = 0; i < count; i++)
        {
            var band = rows[(rows.Count * i / count)..(rows.Count * (i + 1) / count)];
            routes.Add(RouteOf(team, i, band, facade, scan));
        }

        var walls = new WallRaster([(facade.WallFrom, facade.WallTo)], scan.Ring.Walls, scan.Top);
        var photos = rows.SelectMany(row => row.Photos).ToList();
        photos.ForEach(photo => walls.Add(photo, scan.Camera.TanAcross, scan.Camera.TanUp));
        return team.Plan(routes) with
        {
            CoveragePercent = Math.Round(walls.ShareSeenBy(scan.Camera.Views) * 100, 2),
            Figures = ScanFigures.Of(scan.Camera, walls, photos.Count, rows.Count, trigger),
            Notes =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The side that faces {facade.FacesDeg:0}°, {facade.Metres:0.0} m wide."
                ),
                .. ScanFigures.Notes(scan.Layers),
                .. note is null ? Array.Empty<string>() : [note],
            ],
        };
    }

    /// <summary>Along the wall, every second one back.</summary>
    private static List<FacadeRow> Rows(Facade facade, Scan scan, double trigger)
    {
        var rows = new List<FacadeRow>();
        for (var i = 0; i < scan.Layers.Count; i++)
        {
            var layer = scan.Layers[i];
            var line = new PhotoLine([facade.Begin, facade.End]);
            line = i % 2 == 0 ? line : line.Reversed();
            var photos = PhotoPoints.Of(line, trigger).Select(at => facade.Photo(at.Place, layer)).ToList();
            PlanAction[] ends = PhotoPoints.EndsWithOne(line, trigger) ? [new TakePhoto()] : [];
            rows.Add(
                new(
                    [
                        facade.Point(scan, line.Points[0], layer, new TriggerEvery(trigger)),
                        facade.Point(scan, line.Points[1], layer, [.. ends, new TriggerEvery(0)]),
                    ],
                    photos
                )
            );
        }

        return rows;
    }

    /// <summary>
    /// Up and down, a picture at each height: no autopilot counts metres upwards between pictures that it takes by distance.
    /// </summary>
    private static List<FacadeRow> Columns(Facade facade, Scan scan)
    {
        var spacing = scan.Camera.Wide * (1 - scan.Camera.Sidelap);
        var steps = Math.Max(1, (int)Math.Ceiling(facade.Metres / spacing - 1e-9));
        var columns = new List<FacadeRow>();
        for (var i = 0; i <= steps; i++)
        {
            var place = facade.Begin + (facade.End - facade.Begin) * ((double)i / steps);
            var layers = i % 2 == 0 ? scan.Layers : [.. scan.Layers.Reverse()];
            columns.Add(
                new(
                    [.. layers.Select(layer => facade.Point(scan, place, layer, new TakePhoto()))],
                    [.. layers.Select(layer => facade.Photo(place, layer))]
                )
            );
        }

        return columns;
    }

    private static VehicleRoute RouteOf(RouteTeam team, int index, List<FacadeRow> rows, Facade facade, Scan scan)
    {
        var points = rows.SelectMany(row => row.Track).ToList();
        var transit = new AltitudeAboveHome(
            Math.Max(team.AltitudeOf(index).Metres, points.Max(point => point.Altitude.Metres))
        );
        // There and back at the height that is given; turned to the wall before the first picture.
        return team.Route(
            index,
            [
                new TrackPoint(points[0].Position, transit) { Actions = [new Face(facade.LooksDeg)] },
                .. WithoutRepeats(points),
                new TrackPoint(points[^1].Position, transit),
            ]
        );
    }

    /// <summary>A camera that is turned already need not be told again.</summary>
    private static IEnumerable<TrackPoint> WithoutRepeats(IEnumerable<TrackPoint> points)
    {
        PointCamera? last = null;
        foreach (var point in points)
        {
            var before = last;
            yield return point with
            {
                Actions = [.. point.Actions.Where(action => action != before)],
            };
            last = point.Actions.OfType<PointCamera>().LastOrDefault() ?? last;
        }
    }
}

/// <summary>A row or column before a wall: what a vehicle is told, and the pictures that come of it.</summary>
internal sealed record FacadeRow(IReadOnlyList<TrackPoint> Track, IReadOnlyList<WallPhoto> Photos);

/// <summary>One side of a building, with the line at a stand-off before it.</summary>
internal sealed record Facade
{
    private readonly Vec outwards;

    /// <param name="from">Where the wall begins; outwards is to the right.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="standOff">Metres.</param>
    public Facade(Vec from, Vec to, double standOff)
    {
        (WallFrom, WallTo, Metres) = (from, to, Vec.Distance(from, to));
        outwards = (to - from).Turned(-1, 0) * (1 / Metres);
        (Begin, End) = (from + outwards * standOff, to + outwards * standOff);
    }

    public Vec WallFrom { get; }

    public Vec WallTo { get; }

    public Vec Begin { get; }

    public Vec End { get; }

    public double Metres { get; }

    /// <summary>Degrees clockwise from north that the wall faces.</summary>
    public double FacesDeg => (Math.Atan2(outwards.X, outwards.Y) * 180 / Math.PI + 360) % 360;

    /// <summary>The heading at which a vehicle looks straight at it.</summary>
    public double LooksDeg => Math.Round((FacesDeg + 180) % 360, 1);

    public WallPhoto Photo(Vec place, ScanLayer layer) => new(place, layer.Height, outwards * -1, layer.PitchDeg);

    /// <summary>A place before the wall, where the camera is turned for what comes next.</summary>
    public TrackPoint Point(Scan scan, Vec place, ScanLayer layer, params IReadOnlyList<PlanAction> actions) =>
        new(scan.Map.ToGeo(place), new AltitudeAboveHome(layer.Height))
        {
            Actions = [new Face(LooksDeg), new PointCamera(layer.PitchDeg), .. actions],
        };
}
