using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>What a grid of POC on earth does not tell.</summary>
/// <param name="DetectionRadiusMetres">The sensor sees everything within this distance on the ground, metres.</param>
/// <param name="Start">Where paths begin; null takes the middle of the likeliest cell.</param>
public sealed record PocSettings(double DetectionRadiusMetres, GeoPoint? Start);

/// <summary>Square cells in metres about a place on earth, into which POC is poured from shapes in degrees.</summary>
internal sealed class PocCells
{
    /// <summary>The most cells along a side.</summary>
    public const int MaxSide = 1_000;

    /// <summary>Numbers that should sum to 1 do so within this.</summary>
    public const double SumTolerance = 1e-6;

    /// <param name="south">Southern edge, degrees.</param>
    /// <param name="west">Western edge, degrees.</param>
    /// <param name="north">Northern edge, degrees.</param>
    /// <param name="east">Eastern edge, degrees.</param>
    /// <param name="cellMetres">Wanted side of a cell; larger when there would be too many.</param>
    public PocCells(double south, double west, double north, double east, double cellMetres)
    {
        Origin = new((south + north) / 2, (west + east) / 2);
        Projection = new(Origin);
        var (low, high) = (Projection.ToLocal(new(south, west)), Projection.ToLocal(new(north, east)));
        var (width, height) = (high.EastMetres - low.EastMetres, high.NorthMetres - low.NorthMetres);
        CellMetres = Math.Max(cellMetres, Math.Max(width, height) / MaxSide);
        Corner = low;
        Columns = Count(width);
        Rows = Count(height);
        Poc = new double[Rows * Columns];
    }

    public GeoPoint Origin { get; }

    public MapProjection Projection { get; }

    public double CellMetres { get; }

    /// <summary>The south-western corner.</summary>
    public LocalPoint Corner { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>By row from the south, then column from the west.</summary>
    public double[] Poc { get; }

    /// <summary>A place in cells east and north of the corner.</summary>
    public (double Column, double Row) InCells(GeoPoint place)
    {
        var local = Projection.ToLocal(place);
        return (
            (local.EastMetres - Corner.EastMetres) / CellMetres,
            (local.NorthMetres - Corner.NorthMetres) / CellMetres
        );
    }

    /// <summary>The middle of a cell.</summary>
    public GeoPoint Middle(int index) => Projection.ToGeo(MiddleOf(index));

    public ProbabilityMap ToMap(PocSettings settings, IReadOnlyList<string> notes)
    {
        var likeliest = MiddleOf(Array.IndexOf(Poc, Poc.Max()));
        var begin = settings.Start is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Paths begin at the likeliest cell, {Projection.ToGeo(likeliest)}, as no depot is given."
            )
            : null;
        return new()
        {
            Rows = Rows,
            Columns = Columns,
            CellMetres = CellMetres,
            Corner = Corner,
            Start = settings.Start is { } start ? Projection.ToLocal(start) : likeliest,
            Probability = Poc,
            DetectionRadiusMetres = settings.DetectionRadiusMetres,
            Origin = Origin,
            Notes = begin is null ? notes : [.. notes, begin],
        };
    }

    private LocalPoint MiddleOf(int index)
    {
        var (row, column) = Math.DivRem(index, Columns);
        return new(Corner.EastMetres + (column + 0.5) * CellMetres, Corner.NorthMetres + (row + 0.5) * CellMetres);
    }

    /// <summary>A hair more than a whole number of cells is that number.</summary>
    private int Count(double metres) => Math.Max(1, (int)Math.Ceiling(metres / CellMetres - 1e-6));
}
