using System.Globalization;

namespace DroneCommand.Missions.Terrain;

/// <summary>What every file of heights must hold.</summary>
internal static class HeightCheck
{
    /// <summary>Why the heights cannot be those of the ground; null when they can.</summary>
    public static TerrainReadResult? Refusal(string fileName, PostGrid posts, float[] heights, string voids)
    {
        var known = false;
        for (var i = 0; i < heights.Length; i++)
        {
            var height = heights[i];
            if (height < TerrainTile.LowestMetres || height > TerrainTile.HighestMetres)
            {
                var (row, column) = Math.DivRem(i, posts.Columns);
                var reason = string.Create(
                    CultureInfo.InvariantCulture,
                    $"is {height:0.#} m at {posts.Place(row, column)}; ground lies between {TerrainTile.LowestMetres:0} m and {TerrainTile.HighestMetres:0} m ({voids})"
                );
                return TerrainReadResult.Refused(fileName, Post(row, column), reason);
            }

            known |= !float.IsNaN(height);
        }

        return known ? null : TerrainReadResult.Refused(fileName, "file", $"holds no height at all ({voids})");
    }

    private static string Post(int row, int column) =>
        string.Create(CultureInfo.InvariantCulture, $"row {row}, column {column}");
}
