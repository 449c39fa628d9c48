namespace DroneCommand.Missions.Plans;

/// <summary>Where the vehicles of one mission may meet, and what would keep them apart.</summary>
internal static class TeamConflicts
{
    /// <summary>The first conflict of each two vehicles, with a sentence about it.</summary>
    /// <param name="team">The vehicles.</param>
    /// <param name="plans">By vehicle and sortie, each with the time at which it is begun.</param>
    public static (IReadOnlyList<VolumeConflict> Conflicts, IReadOnlyList<string> Notes) Of(
        RouteTeam team,
        IReadOnlyList<Plan> plans
    )
    {
        var volumes = plans
            .GroupBy(plan => plan.TeamIndex)
            .Select(own => (Index: own.Key, Volumes: own.SelectMany(Timed).ToList(), Plan: own.First()))
            .ToList();
        var conflicts = new List<VolumeConflict>();
        var notes = new List<string>();
        for (var i = 0; i < volumes.Count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                var (first, second) = (volumes[k], volumes[i]);
                var found = VolumeCheck.Conflicts(first.Volumes, second.Volumes);
                if (found.Count > 0)
                {
                    conflicts.Add(found[0]);
                    notes.Add(Note(team, first, second, found));
                }
            }
        }

        return (conflicts, notes);
    }

    private static IEnumerable<PlanVolume> Timed(Plan plan) => VolumeCheck.Delayed(PlanVolumes.Of(plan), plan.Begins);

    private static string Note(
        RouteTeam team,
        (int Index, List<PlanVolume> Volumes, Plan Plan) first,
        (int Index, List<PlanVolume> Volumes, Plan Plan) second,
        IReadOnlyList<VolumeConflict> found
    )
    {
        var (one, other) = (team.NameOf(first.Index), team.NameOf(second.Index));
        var at = found[0];
        var delay = VolumeCheck.DelayThatClears(first.Volumes, second.Volumes);
        var later = delay is { } known
            ? FormattableString.Invariant($"starting {other} {known.TotalSeconds:0} s later")
            : "";
        var height = VolumeCheck.HeightThatClears(
            VolumeMargins.Of(first.Plan.Vehicle),
            VolumeMargins.Of(second.Plan.Vehicle)
        );
        var higher =
            second.Plan.Vehicle.ClimbMps > 0
                ? FormattableString.Invariant($"flying it {height:0} m higher on its way")
                : "";
        var remedies = string.Join(", or ", new[] { later, higher }.Where(remedy => remedy.Length > 0));
        return FormattableString.Invariant(
                $"{one} and {other} may be near each other at {at.Place}, {at.From.TotalSeconds:0} to {at.To.TotalSeconds:0} s from the start"
            ) + (remedies.Length > 0 ? $"; {remedies} keeps them apart." : ".");
    }
}
