namespace DroneCommand.Missions.Coverage;

/// <summary>What is to be covered, with the measures that follow from its size.</summary>
internal sealed record CoverageTask
{
    /// <summary>Lanes times tries to find a shorter tour.</summary>
    public const int Kicks = 40_000;

    private const double UsualSquares = 900_000;
    private const double MostSquares = 12_000_000;

    /// <summary>What is to be covered.</summary>
    public required AreaShape Area { get; init; }

    /// <summary>Where paths may run: a hair within the area.</summary>
    public required AreaShape Inner { get; init; }

    /// <summary>Diameter of the disc, metres.</summary>
    public required double Swath { get; init; }

    /// <summary>Share of the area that may stay uncovered.</summary>
    public required double AllowedShare { get; init; }

    public required int Seed { get; init; }

    /// <summary>Where all paths begin and end; null lets the only one begin and end anywhere.</summary>
    public Vec? Depot { get; init; }

    /// <summary>How many paths.</summary>
    public int Vehicles { get; init; } = 1;

    /// <summary>Metres of path that a square metre is worth, to begin with.</summary>
    public double Price => 4 / Swath;

    /// <summary>Side of a raster's square, metres.</summary>
    public double Pixel
    {
        get
        {
            var box = (Area.High.X - Area.Low.X) * (Area.High.Y - Area.Low.Y);
            var usual = Math.Clamp(Math.Sqrt(box / UsualSquares), Swath / 32, Swath / (Swath > 10 ? 12 : 9));
            // What is narrower than the swath needs a few squares across all the same.
            return Math.Min(usual, Math.Max(Area.Area / Area.Perimeter / 2, Math.Sqrt(box / MostSquares)));
        }
    }

    /// <summary>About how many lanes it takes.</summary>
    public double Lanes => Math.Sqrt(Area.Area) / Swath;

    /// <summary>
    /// Metres that one change of a path may draw anew: in a small area all that there is, and where several share an area,
    /// whose lanes were cut to shares and are no longer where they are best.
    /// </summary>
    public double MostDrawn => Depot is null ? Swath * Math.Max(24, 960 / Lanes) : double.PositiveInfinity;

    /// <summary>Rows of rasters that may be gone through.</summary>
    public long WorkLimit => Swath > 10 ? 18_000_000 : 65_000_000;
}
