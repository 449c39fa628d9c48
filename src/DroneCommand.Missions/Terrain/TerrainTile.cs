using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// Heights of the ground at the posts of a raster, metres above mean sea level by a geoid (EGM96 for SRTM, EGM2008 for
/// Copernicus): the same zero as an autopilot's AMSL altitude to about a metre, which the margin's sigma holds. Immutable.
/// </summary>
public sealed class TerrainTile
{
    /// <summary>The most posts of one tile: 16 Mi; a tile of one arc-second has 13 million.</summary>
    public const int MaxPosts = 16 * 1024 * 1024;

    /// <summary>The lowest ground on earth lies at −430 m.</summary>
    internal const double LowestMetres = -500;

    /// <summary>The highest ground on earth lies at 8,849 m.</summary>
    internal const double HighestMetres = 9_000;

    private readonly float[] heights;

    /// <param name="name">The file's name, for sentences.</param>
    /// <param name="posts">Where the posts stand.</param>
    /// <param name="heights">By row from the north, then column from the west; NaN where nothing is known.</param>
    /// <param name="sigmaMetres">Standard deviation of its heights, metres.</param>
    /// <exception cref="ArgumentException">The numbers of posts and heights differ, or there are too few or too many.</exception>
    public TerrainTile(string name, PostGrid posts, float[] heights, double sigmaMetres)
    {
        if (posts.Rows < 2 || posts.Columns < 2 || (long)posts.Rows * posts.Columns > MaxPosts)
        {
            throw new ArgumentException($"A tile has 2 × 2 to {MaxPosts} posts.", nameof(posts));
        }

        if (heights.Length != posts.Rows * posts.Columns)
        {
            throw new ArgumentException("There must be one height for each post.", nameof(heights));
        }

        (Name, Posts, this.heights, SigmaMetres) = (name, posts, heights, sigmaMetres);
    }

    /// <summary>The file's name, for sentences.</summary>
    public string Name { get; }

    /// <summary>Where the posts stand.</summary>
    public PostGrid Posts { get; }

    /// <summary>Standard deviation of its heights, metres.</summary>
    public double SigmaMetres { get; }

    /// <summary>How many posts have no height.</summary>
    public int Voids => heights.Count(float.IsNaN);

    /// <summary>Height of a post of the tile; NaN where nothing is known.</summary>
    internal float Post(int row, int column) => heights[row * Posts.Columns + column];

    internal bool Has(int row, int column) => (uint)row < (uint)Posts.Rows && (uint)column < (uint)Posts.Columns;

    /// <summary>True when the place lies between the tile's posts, or at most <paramref name="steps"/> steps beside them.</summary>
    internal bool Reaches(GeoPoint place, double steps)
    {
        var (row, column) = (Posts.RowOf(place.LatitudeDeg), Posts.ColumnOf(place.LongitudeDeg));
        return row >= -steps
            && row <= Posts.Rows - 1 + steps
            && column >= -steps
            && column <= Posts.Columns - 1 + steps;
    }
}
