using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// Rings round a building or tower at a stand-off, one above the other, with the camera on its surface. Several vehicles
/// take a band of heights each. What the pictures show of the walls is counted afterwards. Pure.
/// </summary>
internal static class StructureScan
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
        var angle = team.Values.Number(SurveyWords.Angle);
        var ring = ScanRing.Of([.. task.Area.Outline.Select(map.ToPlane)], camera.StandOff, angle);
        var clearance = new ScanClearance(task.Site, map, team, team.Values.Number(SurveyWords.LowestHeight));
        var layers = ScanLayers.Of(height, camera, wanted => clearance.Above([.. ring.Points, ring.Points[0]], wanted));
        return layers.Count == 0
            ? task.Refused(ScanFaults.NoRoom(task, camera))
            : Plan(task, team, new Scan(map, ring, camera, layers, height));
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, Scan scan)
    {
        var trigger = TriggerOf(scan, team.Values.Number(SurveyWords.Angle));
        var (speed, note) = SurveySetup.SpeedFor(team, scan.Camera.View, trigger);
        if (SurveySetup.TooSlow(speed) is { } slow)
        {
            return task.Refused(slow);
        }

        var atCentre = team.Values.Word(SurveyWords.Aim) switch
        {
            SurveyWords.AimAtCentre => true,
            SurveyWords.AimAtFace => false,
            _ => scan.Ring.IsRound,
        };
        var fromHigh = team.Values.Word(SurveyWords.Start) == SurveyWords.High;
        var bands = Bands(fromHigh ? [.. scan.Layers.Reverse()] : scan.Layers, team.Count);
        var routes = bands.Select((band, i) => RouteOf(team, i, band, scan, trigger, atCentre)).ToList();
        var walls = new WallRaster(scan.Ring.Walls, scan.Ring.Walls, scan.Top);
        var photos = bands
            .SelectMany(
                (band, i) => band.SelectMany(layer => Photos(scan, layer, Start(team, i, scan), trigger, atCentre))
            )
            .ToList();
        photos.ForEach(photo => walls.Add(photo, scan.Camera.TanAcross, scan.Camera.TanUp));
        return team.Plan(routes) with
        {
            CoveragePercent = Math.Round(walls.ShareSeenBy(scan.Camera.Views) * 100, 2),
            Figures = ScanFigures.Of(scan.Camera, walls, photos.Count, scan.Layers.Count, trigger),
            Notes = [.. ScanFigures.Notes(scan.Layers), .. note is null ? Array.Empty<string>() : [note]],
        };
    }

    /// <summary>Along the way round: so that neighbouring pictures overlap on the wall, and turn by no more than asked.</summary>
    private static double TriggerOf(Scan scan, double angleDeg)
    {
        var onWall = scan.Camera.Wide * (1 - scan.Camera.Frontlap);
        if (!scan.Ring.IsRound)
        {
            return SurveySetup.RoundedDown(Math.Min(onWall, angleDeg * Math.PI / 180 * scan.Camera.StandOff));
        }

        var radius = scan.Ring.Metres / (2 * Math.PI);
        var share = radius / Math.Max(0.1, radius - scan.Camera.StandOff);
        return SurveySetup.RoundedDown(Math.Min(onWall * share, angleDeg * Math.PI / 180 * radius));
    }

    private static List<List<ScanLayer>> Bands(IReadOnlyList<ScanLayer> layers, int vehicles) =>
        [
            .. Enumerable
                .Range(0, Math.Min(vehicles, layers.Count))
                .Select(i =>
                    Math.Min(vehicles, layers.Count) is var n
                        ? layers
                            .Skip(layers.Count * i / n)
                            .Take(layers.Count * (i + 1) / n - layers.Count * i / n)
                            .ToList()
                        : []
                ),
        ];

    private static IReadOnlyList<Vec> Start(RouteTeam team, int index, Scan scan) =>
        scan.Ring.From(team.Members[index].Home is { } home ? scan.Map.ToPlane(home) : null);

    private static VehicleRoute RouteOf(
        RouteTeam team,
        int index,
        List<ScanLayer> band,
        Scan scan,
        double trigger,
        bool atCentre
    )
    {
        var ring = Start(team, index, scan);
        var start = scan.Map.ToGeo(ring[0]);
        // There and back at the height that is given: what stands around is cleared by it, not by a ring near the ground.
        var transit = new AltitudeAboveHome(Math.Max(team.AltitudeOf(index).Metres, band.Max(layer => layer.Height)));
        var track = new List<TrackPoint> { new(start, transit) { Actions = Aims(scan, band[0], ring, 0, atCentre) } };
        foreach (var layer in band)
        {
            track.AddRange(RingOf(ring, layer, scan, trigger, atCentre));
        }

        track.Add(new TrackPoint(start, transit) { Actions = atCentre ? [new LookAhead()] : [] });
        return team.Route(index, track);
    }

    /// <summary>Once round, back to where it began. The camera is turned before the first picture is due.</summary>
    private static IEnumerable<TrackPoint> RingOf(
        IReadOnlyList<Vec> ring,
        ScanLayer layer,
        Scan scan,
        double trigger,
        bool atCentre
    )
    {
        for (var i = 0; i <= ring.Count; i++)
        {
            List<PlanAction> actions =
            [
                .. i == ring.Count ? [new TriggerEvery(0)] : Array.Empty<PlanAction>(),
                .. i == 0 || !atCentre ? Aims(scan, layer, ring, i, atCentre) : [],
                .. i == 0 ? [new TriggerEvery(trigger)] : Array.Empty<PlanAction>(),
            ];
            yield return new TrackPoint(scan.Map.ToGeo(ring[i % ring.Count]), new(layer.Height)) { Actions = actions };
        }
    }

    /// <summary>What turns the camera to the wall for the leg that begins at a point of the ring.</summary>
    private static IReadOnlyList<PlanAction> Aims(
        Scan scan,
        ScanLayer layer,
        IReadOnlyList<Vec> ring,
        int leg,
        bool atCentre
    )
    {
        if (atCentre)
        {
            return [new LookAt(scan.Map.ToGeo(scan.Ring.Centre), new(AimHeight(scan, layer)))];
        }

        var face = new Face(Azimuth(ToWall(scan, ring, leg % ring.Count)));
        return leg == 0 ? [new PointCamera(layer.PitchDeg), face] : [face];
    }

    /// <summary>From the middle of a leg of the ring to the wall beside it.</summary>
    private static Vec ToWall(Scan scan, IReadOnlyList<Vec> ring, int leg)
    {
        var middle = (ring[leg] + ring[(leg + 1) % ring.Count]) * 0.5;
        return scan.Ring.NearestOnWall(middle) - middle;
    }

    private static IEnumerable<WallPhoto> Photos(
        Scan scan,
        ScanLayer layer,
        IReadOnlyList<Vec> ring,
        double trigger,
        bool atCentre
    )
    {
        var next = 0.0;
        for (var leg = 0; leg < ring.Count; leg++)
        {
            var (from, to) = (ring[leg], ring[(leg + 1) % ring.Count]);
            var metres = Vec.Distance(from, to);
            for (; next <= metres; next += trigger)
            {
                var place = from + (to - from) * (next / metres);
                var way = atCentre ? scan.Ring.Centre - place : ToWall(scan, ring, leg);
                yield return new(place, layer.Height, way * (1 / way.Length), layer.PitchDeg);
            }

            next -= metres;
        }
    }

    /// <summary>The height in the middle at which a camera looks that meets the wall where it should.</summary>
    private static double AimHeight(Scan scan, ScanLayer layer)
    {
        var distance = scan.Ring.Metres / (2 * Math.PI);
        return layer.Height - (layer.Height - layer.Target) * distance / scan.Camera.StandOff;
    }

    private static double Azimuth(Vec way) => Math.Round((Math.Atan2(way.X, way.Y) * 180 / Math.PI + 360) % 360, 1);
}

/// <summary>A scan of a structure, measured out.</summary>
/// <param name="Map">The plane.</param>
/// <param name="Ring">The way round.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Layers">From the lowest.</param>
/// <param name="Top">Height of the structure, metres.</param>
internal sealed record Scan(FlatMap Map, ScanRing Ring, ScanCamera Camera, IReadOnlyList<ScanLayer> Layers, double Top);
