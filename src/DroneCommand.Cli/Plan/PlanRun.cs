using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Coverage;
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
        var area = AreaReader.Read(site, request.Site);
        var files = template.Problems.Select(problem => problem.ToString()).ToList();
        files.AddRange(area.Problems.Select(problem => problem.ToString()));
        var plan =
            template.Template is { } good && area.Area is { } drawn
                ? Make(good, drawn, request)
                : Unread(request.Template);
        return new PlanRun(plan, (Environment.CpuUsage.TotalTime - begin).TotalSeconds, files);
    }

    private static RoutePlan Make(MissionTemplate template, DrawnArea area, PlanRequest request) =>
        template.Kind == MissionKind.AreaCoverage
            ? CoverageMission.Plan(template, request.Values, area, request.Vehicles, request.Depot, request.Seed)
            : Refused(
                template.Id,
                $"'{template.Name}' is planned on a site with docks, in the console; not on a bare area."
            );

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

    private static RoutePlan Unread(string template) => Refused(template, "A file cannot be used.");

    private static RoutePlan Refused(string template, string reason) =>
        new()
        {
            TemplateId = template,
            Routes = [],
            Problems = [new Problem(ProblemCode.BadInput, reason)],
        };
}
