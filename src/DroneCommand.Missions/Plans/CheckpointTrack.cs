using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Plans;

/// <summary>From checkpoint to checkpoint in the site file's order, so many times.</summary>
internal static class CheckpointTrack
{
    public static Track Build(Site site, PlanParameters parameters)
    {
        if (site.Checkpoints.Count == 0)
        {
            return Track.Refused(ProblemCode.FeatureMissing, $"{site.Name} has no checkpoints.");
        }

        var round = site.Checkpoints.Select(checkpoint => site.Frame.ToLocal(checkpoint.Position)).ToList();
        var points = Enumerable.Repeat(round, parameters.Integer(ParameterNames.Laps)).SelectMany(points => points);
        return new Track([.. points], null);
    }
}
