namespace DroneCommand.Missions.Exchange;

/// <summary>
/// What a file without areas or places offers instead: a line that is closed is an outline, and the points of a line are
/// places. A walked boundary in GPX, which knows no areas, can so be planned on.
/// </summary>
public static class StandIns
{
    /// <summary>The same shapes with stand-ins where there are none, and with words about it among what is lost.</summary>
    public static ImportedShapes WithStandIns(this ImportedShapes shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var lost = new List<LostPart>(shapes.Lost);
        var areas = shapes.Areas;
        var places = shapes.Places;
        if (areas.Count == 0 && shapes.Lines.Any(line => line.IsClosed))
        {
            areas = Outlines(shapes, lost);
        }

        if (places.Count == 0 && shapes.Lines.Count > 0)
        {
            var line = shapes.Lines[0];
            var points = line.IsClosed ? line.Points.SkipLast(1) : line.Points;
            places = [.. points.Select(point => new ImportedPlace(point, "", line.At))];
        }

        return shapes with
        {
            Areas = areas,
            Places = places,
            Lost = lost,
        };
    }

    private static List<ImportedArea> Outlines(ImportedShapes shapes, List<LostPart> lost)
    {
        var areas = new List<ImportedArea>();
        foreach (var line in shapes.Lines.Where(line => line.IsClosed))
        {
            var trial = new ShapeCollector("");
            trial.AddArea(
                line.At,
                line.Name,
                [
                    [.. line.Points.Select(p => new DrawnPoint(p.LongitudeDeg, p.LatitudeDeg, null, 0))],
                ]
            );
            if (trial.Result(shapes.Format).Shapes is { } read)
            {
                areas.AddRange(read.Areas);
                lost.Add(new LostPart(line.At, "that it is a line: being closed it is also taken for an outline", 1));
            }
        }

        return areas;
    }
}
