using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Search;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// The ground: tiles side by side, or one level when there are none. Between posts it is bilinear; where tiles overlap the
/// higher one counts, and one without a void fills another's. Heights are above mean sea level by a geoid, which is what
/// autopilots mean by AMSL: no height of a GNSS ellipsoid is used anywhere, so none has to be shifted. Immutable.
/// </summary>
public sealed class TerrainModel : IHeights
{
    /// <summary>The most posts of all tiles together: 64 Mi, a quarter of a gigabyte.</summary>
    public const long MaxPosts = 4L * TerrainTile.MaxPosts;

    /// <summary>A post of another tile is taken for the same place within this share of a step.</summary>
    private const double SamePost = 0.02;

    private readonly TerrainTile[] tiles;
    private readonly double level;

    private TerrainModel(TerrainTile[] tiles, double level) => (this.tiles, this.level) = (tiles, level);

    /// <summary>The same height everywhere.</summary>
    public static TerrainModel Flat(AltitudeAmsl ground) => new([], ground.Metres);

    /// <summary>The ground of tiles.</summary>
    /// <exception cref="ArgumentException">There is no tile, or they have more than <see cref="MaxPosts"/> together.</exception>
    public static TerrainModel Of(params IReadOnlyList<TerrainTile> tiles)
    {
        if (tiles.Count == 0 || tiles.Sum(t => (long)t.Posts.Rows * t.Posts.Columns) > MaxPosts)
        {
            throw new ArgumentException($"Terrain has one tile or more, and at most {MaxPosts} posts.", nameof(tiles));
        }

        return new([.. tiles], 0);
    }

    /// <summary>True when it is one level, of which nothing is uncertain.</summary>
    public bool IsFlat => tiles.Length == 0;

    /// <summary>Standard deviation of the heights, metres: that of the worst tile.</summary>
    public double SigmaMetres => IsFlat ? 0 : tiles.Max(t => t.SigmaMetres);

    internal IReadOnlyList<TerrainTile> Tiles => tiles;

    internal double Level => level;

    /// <summary>Height of the ground at a place; null where no tile has one.</summary>
    public AltitudeAmsl? HeightAt(GeoPoint place)
    {
        var metres = Height(place);
        return double.IsNaN(metres) ? null : new(metres);
    }

    /// <summary>The same, NaN where no tile has one.</summary>
    internal double Height(GeoPoint place)
    {
        if (tiles.Length == 0)
        {
            return level;
        }

        var highest = double.NaN;
        foreach (var tile in tiles)
        {
            // A cell beyond the last post belongs to a tile when its neighbour has the posts that it lacks.
            if (tile.Reaches(place, 1))
            {
                highest = Higher(highest, Bilinear(tile, place));
            }
        }

        return highest;
    }

    /// <summary>Why a place has no height, for sentences: 'the void in N47E008.hgt'.</summary>
    internal string WhyNone(GeoPoint place) =>
        tiles.FirstOrDefault(t => t.Reaches(place, 0)) is { } tile ? $"a void of {tile.Name}" : "outside all tiles";

    /// <summary>Distance between neighbouring posts at a place, the shorter of north and east, metres.</summary>
    internal double PostMetres(GeoPoint place)
    {
        var scale = new DegreeScale(place.LatitudeDeg);
        var finest = double.PositiveInfinity;
        foreach (var tile in tiles)
        {
            if (tile.Reaches(place, 1))
            {
                var step = Math.Min(tile.Posts.StepNorthDeg * scale.North, tile.Posts.StepEastDeg * scale.East);
                finest = Math.Min(finest, step);
            }
        }

        return finest;
    }

    /// <summary>Height of a post of a tile; of one beside it, that of the ground elsewhere at that place.</summary>
    internal double Post(TerrainTile tile, int row, int column) =>
        tile.Has(row, column) ? tile.Post(row, column) : Beside(tile, row, column);

    private double Beside(TerrainTile tile, int row, int column)
    {
        var place = tile.Posts.Place(row, column);
        var highest = double.NaN;
        foreach (var other in tiles)
        {
            if (other != tile && other.Reaches(place, SamePost))
            {
                highest = Higher(highest, Within(other, place));
            }
        }

        return highest;
    }

    private double Bilinear(TerrainTile tile, GeoPoint place)
    {
        var (row, column) = (
            OnLine(tile.Posts.RowOf(place.LatitudeDeg)),
            OnLine(tile.Posts.ColumnOf(place.LongitudeDeg))
        );
        var (top, left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var (down, right) = (row - top, column - left);
        var north = Blend(Post(tile, top, left), Post(tile, top, left + 1), right);
        return down == 0
            ? north
            : Blend(north, Blend(Post(tile, top + 1, left), Post(tile, top + 1, left + 1), right), down);
    }

    /// <summary>The height by one tile's own posts, a place on its edge pulled inside.</summary>
    private static double Within(TerrainTile tile, GeoPoint place)
    {
        var posts = tile.Posts;
        var row = Math.Clamp(posts.RowOf(place.LatitudeDeg), 0, posts.Rows - 1);
        var column = Math.Clamp(posts.ColumnOf(place.LongitudeDeg), 0, posts.Columns - 1);
        var (top, left) = (Math.Min((int)row, posts.Rows - 2), Math.Min((int)column, posts.Columns - 2));
        var (down, right) = (Snap(row - top), Snap(column - left));
        var north = Blend(tile.Post(top, left), tile.Post(top, left + 1), right);
        var south = Blend(tile.Post(top + 1, left), tile.Post(top + 1, left + 1), right);
        return Blend(north, south, down);
    }

    /// <summary>A place on a line of posts needs no height beside it, whatever the last digit says.</summary>
    private static double OnLine(double steps)
    {
        var line = Math.Round(steps);
        return Math.Abs(steps - line) < GridLines.OnLine ? line : steps;
    }

    private static double Snap(double share) =>
        share < SamePost ? 0
        : share > 1 - SamePost ? 1
        : share;

    /// <summary>Linear between two heights; a void does not reach beyond its own cell.</summary>
    private static double Blend(double from, double to, double share) =>
        share == 0 ? from
        : share == 1 ? to
        : from * (1 - share) + to * share;

    private static double Higher(double one, double other) =>
        double.IsNaN(one) ? other
        : double.IsNaN(other) ? one
        : Math.Max(one, other);
}
