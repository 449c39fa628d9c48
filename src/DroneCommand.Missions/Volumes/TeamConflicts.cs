using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Volumes;

/// <summary>Where two vehicles of one mission may come near each other for the first time, and what would keep them apart.</summary>
/// <param name="First">Index in the team.</param>
/// <param name="Second">Index in the team.</param>
/// <param name="Conflict">The place and the time from the start.</param>
/// <param name="Delay">Starting the second so much later keeps them apart; null where no delay does.</param>
/// <param name="HeightMetres">Flying the second so much higher on its way does too; null for what drives.</param>
public sealed record TeamConflict(int First, int Second, VolumeConflict Conflict, TimeSpan? Delay, double? HeightMetres)
{
    /// <summary>In a sentence, with the names that people know the vehicles by.</summary>
    public string Told(string first, string second)
    {
        string[] remedies =
        [
            .. Delay is { } later
                ? [FormattableString.Invariant($"starting {second} {later.TotalSeconds:0} s later")]
                : Array.Empty<string>(),
            .. HeightMetres is { } metres
                ? [FormattableString.Invariant($"flying it {metres:0} m higher on its way")]
                : Array.Empty<string>(),
        ];
        return FormattableString.Invariant(
                $"{first} and {second} may be near each other at {Conflict.Place}, {Conflict.From.TotalSeconds:0} to {Conflict.To.TotalSeconds:0} s from the start"
            ) + (remedies.Length > 0 ? $"; {string.Join(", or ", remedies)} keeps them apart." : ".");
    }
}

/// <summary>Where the vehicles of one mission may meet.</summary>
internal static class TeamConflicts
{
    /// <summary>The first conflict of each two vehicles.</summary>
    /// <param name="plans">By vehicle and sortie, each with the time at which it is begun.</param>
    public static IReadOnlyList<TeamConflict> Of(IReadOnlyList<Plan> plans)
    {
        var volumes = plans
            .GroupBy(plan => plan.TeamIndex)
            .Select(own => (Index: own.Key, Volumes: own.SelectMany(Timed).ToList(), own.First().Vehicle))
            .ToList();
        var conflicts = new List<TeamConflict>();
        for (var i = 0; i < volumes.Count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                var (first, second) = (volumes[k], volumes[i]);
                if (VolumeCheck.Conflicts(first.Volumes, second.Volumes) is [var found, ..])
                {
                    var delay = VolumeCheck.DelayThatClears(first.Volumes, second.Volumes);
                    var height = HeightThatClears(first.Vehicle, second.Vehicle);
                    conflicts.Add(new(first.Index, second.Index, found, delay, height));
                }
            }
        }

        return conflicts;
    }

    private static double? HeightThatClears(VehicleClass first, VehicleClass second) =>
        second.ClimbMps > 0 ? VolumeCheck.HeightThatClears(VolumeMargins.Of(first), VolumeMargins.Of(second)) : null;

    private static IEnumerable<PlanVolume> Timed(Plan plan) => VolumeCheck.Delayed(PlanVolumes.Of(plan), plan.Begins);
}
