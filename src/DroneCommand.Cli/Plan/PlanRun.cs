using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Cli.Plan;

/// <summary>A plan, and what making it cost.</summary>
/// <param name="Plan">The plan, or its problems.</param>
/// <param name="CpuSeconds">Of planning alone.</param>
/// <param name="FileProblems">What is wrong with the files, by line and column.</param>
internal sealed record PlanRun(RoutePlan Plan, double CpuSeconds, IReadOnlyList<string> FileProblems)
{
    /// <summary>What of the site's file is not planned on.</summary>
    public IReadOnlyList<LostPart> Lost { get; init; } = [];

    /// <summary>The site that was planned on; null on a bare shape.</summary>
    public Site? Site { get; init; }

    /// <summary>What the ways are to stay within; empty where nothing is known to be.</summary>
    public IReadOnlyList<DrawnArea> Areas { get; init; } = [];

    /// <exception cref="IOException">A file is not to be had.</exception>
    public static PlanRun Of(PlanRequest request, StandardStreams streams)
    {
        var template = ReadTemplate(request.Template);
        var bytes = IsTiff(request.Site) ? TerrainFiles.Bytes(request.Site) : null;
        var site = bytes is null ? PlanSite.Read(request.Site, streams) : new PlanSite("", [], [], []);
        var (terrain, terrainProblems) = TerrainFiles.Read(request.Terrain);
        var begin = Environment.CpuUsage.TotalTime;
        var files = template.Problems.Select(problem => problem.ToString()).ToList();
        if (template.Template is not { } good)
            return new PlanRun(Unread(request.Template), 0, files);
        if (site.Problems.Count > 0)
            return new PlanRun(Refused(good, site.Problems[0].Reason), 0, [.. site.Problems.Select(p => p.ToString())]);
        if (terrainProblems.Count > 0)
            return new PlanRun(Refused(good, NoTerrain), 0, [.. terrainProblems.Select(p => p.ToString())]);
        Site? whole = null;
        var plan = site.IsSite
            ? OnSite(good, request, site.Text, terrain, out whole)
            : ShapeMission.Plan(
                new ShapeTask(
                    good,
                    request.Values,
                    site.Text,
                    request.Site,
                    request.Vehicles,
                    request.Depot,
                    request.Seed
                )
                {
                    Wind = request.Wind,
                    ShapeBytes = bytes,
                    Terrain = terrain,
                }
            );
        files.AddRange(plan.FileProblems.Select(problem => problem.ToString()));
        return new PlanRun(plan.Plan, (Environment.CpuUsage.TotalTime - begin).TotalSeconds, files)
        {
            Lost = site.Lost,
            Site = whole,
            Areas = site.Areas,
        };
    }

    /// <summary>A file with a member 'site' is a whole site: its docks are the vehicles' homes, and its fences hold.</summary>
    private static ShapePlan OnSite(
        MissionTemplate template,
        PlanRequest request,
        string text,
        TerrainModel? terrain,
        out Site? whole
    )
    {
        var read = SiteReader.Read(text, request.Site);
        whole = read.Site;
        if (whole is not { } site)
            return new ShapePlan(RoutePlan.Refused(template.Id, Unreadable), read.Problems);
        var team = SiteTeam.Of(site, request.Vehicles, request.Depot);
        return new ShapePlan(
            SiteMission.Plan(
                new SiteTask(template, request.Values, site, team, request.Seed)
                {
                    Wind = request.Wind,
                    Terrain = terrain ?? site.Terrain,
                }
            ),
            []
        );
    }

    private const string NoTerrain = "The terrain cannot be used.";

    private static bool IsTiff(string name) => Path.GetExtension(name).ToUpperInvariant() is ".TIF" or ".TIFF";

    private static Problem Unreadable => new(ProblemCode.BadInput, "The site cannot be used.");

    private static TemplateReadResult ReadTemplate(string name)
    {
        var shipped = Path.Combine(TemplateLibrary.ShippedDirectory, Path.ChangeExtension(name, ".yaml"));
        var path = File.Exists(name) || Path.GetFileName(name) != name ? name : shipped;
        return TemplateReader.Read(File.ReadAllText(path), path);
    }

    private static RoutePlan Unread(string template) =>
        RoutePlan.Refused(template, new Problem(ProblemCode.BadInput, "The template cannot be used."));

    private static RoutePlan Refused(MissionTemplate template, string reason) =>
        RoutePlan.Refused(template.Id, new Problem(ProblemCode.BadInput, reason));
}
