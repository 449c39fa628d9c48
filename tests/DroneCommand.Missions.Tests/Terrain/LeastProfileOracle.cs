using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Tests.Terrain;

/// <summary>
/// The optimum of the linear programme 'least sum of heights, none below the needed one, none too steep', from its
/// definition: a height must be that of every needed one less what can be climbed or sunk between the two, and heights that
/// are no more than this keep every constraint. Quadratic, and shares nothing with the planner.
/// </summary>
internal static class LeastProfileOracle
{
    public static double[] Of(IReadOnlyList<double> along, IReadOnlyList<double> need, SlopeLimits limits)
    {
        var heights = new double[need.Count];
        for (var i = 0; i < heights.Length; i++)
        {
            heights[i] = need[i];
            for (var k = 0; k < heights.Length; k++)
            {
                var metres = along[k] - along[i];
                var possible = metres > 0 ? limits.Climb * metres : -limits.Descent * metres;
                heights[i] = Math.Max(heights[i], need[k] - possible);
            }
        }

        return heights;
    }
}
