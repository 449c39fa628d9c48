using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Survey;

/// <summary>Turns a tour over lanes into routes, and counts what their pictures show.</summary>
internal static class SurveyRoutes
{
    public static RoutePlan Plan(
        RouteTeam team,
        SurveySetup setup,
        SurveyGround ground,
        PhotoTour tour,
        LaneTimes times
    )
    {
        var homes = team.Members.Select(member => member.Home is { } home ? ground.Map.ToPlane(home) : (Vec?)null);
        var shares = TourShares.Of(tour, [.. homes], times, setup.Trigger);
        var routes = shares
            .Select((share, i) => (share, i))
            .Where(each => each.share.Lines.Count > 0)
            .Select(each => team.Route(each.i, SurveyTrack.Of(each.share, ground.Map, setup.View.HeightMetres, setup)))
            .ToList();
        var photos = shares.SelectMany(share => share.Lines).SelectMany(line => PhotoPoints.Of(line, setup.Trigger));
        var raster = new OverlapRaster(ground.Areas, Math.Min(setup.View.AcrossMetres, setup.View.AlongMetres));
        var footprint = setup.View.Footprint();
        var count = 0;
        foreach (var (place, ahead) in photos)
        {
            raster.Add(Array.ConvertAll(footprint, corner => place + corner.Turned(ahead.Y, ahead.X)));
            count++;
        }

        return team.Plan(routes) with
        {
            CoveragePercent = Math.Round(raster.ShareSeenBy(setup.Views) * 100, 2),
            Figures = Figures(setup, raster, count),
        };
    }

    private static Dictionary<string, double> Figures(SurveySetup setup, OverlapRaster raster, int photos) =>
        new()
        {
            ["photos"] = photos,
            ["gsdCm"] = Math.Round(setup.View.GsdCm, 3),
            ["meanOverlap"] = Math.Round(raster.Mean, 2),
            ["leastOverlap"] = raster.Weakest().Count,
            ["triggerM"] = setup.Trigger,
            ["spacingM"] = Math.Round(setup.Spacing, 2),
        };
}
