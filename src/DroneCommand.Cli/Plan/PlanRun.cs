using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Cli.Plan;

/// <summary>A plan, and what making it cost.</summary>
/// <param name="Plan">The plan, or its problems.</param>
/// <param name="CpuSeconds">Of planning alone.</param>
/// <param name="FileProblems">What is wrong with the files, by line and column.</param>
internal sealed record PlanRun(RoutePlan Plan, double CpuSeconds, IReadOnlyList<string> FileProblems)
{
    /// <exception cref="IOException">A file is not to be had.</exception>
    public static PlanRun Of(PlanRequest request, StandardStreams streams)
    {
        var template = ReadTemplate(request.Template);
        var site = ReadAll(request.Site, streams);
        var begin = Environment.CpuUsage.TotalTime;
        var files = template.Problems.Select(problem => problem.ToString()).ToList();
        if (template.Template is not { } good)
            return new PlanRun(Unread(request.Template), 0, files);
        var plan = SiteReader.IsSite(site)
            ? OnSite(good, request, site)
            : ShapeMission.Plan(
                new ShapeTask(good, request.Values, site, request.Site, request.Vehicles, request.Depot, request.Seed)
                {
                    Wind = request.Wind,
                }
            );
        files.AddRange(plan.FileProblems.Select(problem => problem.ToString()));
        return new PlanRun(plan.Plan, (Environment.CpuUsage.TotalTime - begin).TotalSeconds, files);
    }

    /// <summary>A file with a member 'site' is a whole site: its docks are the vehicles' homes, and its fences hold.</summary>
    private static ShapePlan OnSite(MissionTemplate template, PlanRequest request, string text)
    {
        var read = SiteReader.Read(text, request.Site);
        if (read.Site is not { } site)
            return new ShapePlan(RoutePlan.Refused(template.Id, Unreadable), read.Problems);
        var team = SiteTeam.Of(site, request.Vehicles, request.Depot);
        return new ShapePlan(
            SiteMission.Plan(new SiteTask(template, request.Values, site, team, request.Seed) { Wind = request.Wind }),
            []
        );
    }

    private static Problem Unreadable => new(ProblemCode.BadInput, "The site cannot be used.");

    private static TemplateReadResult ReadTemplate(string name)
    {
        var shipped = Path.Combine(TemplateLibrary.ShippedDirectory, Path.ChangeExtension(name, ".yaml"));
        var path = File.Exists(name) || Path.GetFileName(name) != name ? name : shipped;
        return TemplateReader.Read(File.ReadAllText(path), path);
    }

    private static string ReadAll(string name, StandardStreams streams)
    {
        using var reader = new StreamReader(InputFile.Open(name, streams), leaveOpen: name == InputFile.Standard);
        return reader.ReadToEnd();
    }

    private static RoutePlan Unread(string template) =>
        new()
        {
            TemplateId = template,
            Routes = [],
            Problems = [new Problem(ProblemCode.BadInput, "The template cannot be used.")],
        };
}
