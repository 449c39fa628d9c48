namespace DroneCommand.Missions.Feasibility;

/// <summary>Problems without repeats: one zone is named once for the ways and once for the ways home.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> list = [];
    private readonly HashSet<(ProblemCode Code, string? Zone, bool OnWayHome)> seen = [];

    public IReadOnlyList<Problem> Distinct => list;

    public void AddRange(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            var sameOnWay = (problem.Code, problem.Zone, false);
            if (problem.OnWayHome && seen.Contains(sameOnWay))
            {
                continue;
            }

            if (seen.Add((problem.Code, problem.Zone, problem.OnWayHome)))
            {
                list.Add(problem);
            }
        }
    }
}
