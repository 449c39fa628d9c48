using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Feasibility;

/// <summary>Cuts the routes of a search to a site, and says how much of the pattern that leaves out.</summary>
internal static class SiteFit
{
    /// <summary>Less than this share left out is rounding.</summary>
    private const double Whole = 0.999;

    public static RoutePlan Of(Site site, RouteTeam team, RoutePlan plan)
    {
        if (plan.Problems.Count > 0)
        {
            return plan;
        }

        var areas = new SiteAreas(site, team);
        var fitted = new List<VehicleRoute>();
        double flown = 0;
        foreach (var route in plan.Routes)
        {
            if (new TrackFit(site, areas.FreeFor(route.Index)).Of(route.Wanted) is not var (track, share))
            {
                continue;
            }

            flown += share / plan.Routes.Count;
            fitted.Add(share < Whole ? team.Along(route, track) : route);
        }

        return fitted.Count == 0 && plan.Routes.Count > 0 ? plan with { Problems = [Nothing(plan.Routes[0])] }
            : flown >= Whole ? plan
            : plan with
            {
                Routes = fitted,
                Figures = new Dictionary<string, double>(plan.Figures) { ["leftOutPct"] = 100 * (1 - flown) },
                Notes = [.. plan.Notes, Left(1 - flown), .. Idle(plan.Routes.Count - fitted.Count)],
            };
    }

    private static string Left(double share) =>
        FormattableString.Invariant(
            $"{share * 100:0.#} % of the pattern are left out: there a vehicle may not be, or has no straight way home. What it says of coverage holds for the rest."
        );

    private static IEnumerable<string> Idle(int vehicles) =>
        vehicles > 0 ? [$"{vehicles} of the vehicles have nothing to do here."] : [];

    private static Problem Nothing(VehicleRoute route) =>
        new(
            ProblemCode.OutsideBoundary,
            "Nothing of the pattern can be flown: it lies outside the boundary, in keep-outs, or where there is no straight way home. Another place, another dock or a greater altitude would do.",
            route.Track[0].Position
        );
}
