namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Sorts rings into areas by which lies within which: shapefiles tell outlines and holes apart by their winding only, and
/// half of the programs that write them get it wrong.
/// </summary>
internal static class RingNesting
{
    private sealed record Ring(IReadOnlyList<DrawnPoint> Points)
    {
        public double Size { get; } = Math.Abs(SignedArea(Points));
        public double West { get; } = Points.Min(p => p.LongitudeDeg);
        public double East { get; } = Points.Max(p => p.LongitudeDeg);
        public double South { get; } = Points.Min(p => p.LatitudeDeg);
        public double North { get; } = Points.Max(p => p.LatitudeDeg);
        public List<Ring> Around { get; } = [];

        public bool Holds(Ring other) =>
            Size > other.Size
            && West <= other.West
            && East >= other.East
            && South <= other.South
            && North >= other.North
            && other.Points.Where(p => !IsOn(p)).Take(1).All(Contains);

        private bool IsOn(DrawnPoint place) => Points.Any(p => p.Place == place.Place);

        private bool Contains(DrawnPoint place)
        {
            var inside = false;
            for (int i = 0, j = Points.Count - 1; i < Points.Count; j = i++)
            {
                var (a, b) = (Points[i], Points[j]);
                if (
                    a.LatitudeDeg > place.LatitudeDeg != b.LatitudeDeg > place.LatitudeDeg
                    && place.LongitudeDeg
                        < (b.LongitudeDeg - a.LongitudeDeg)
                            * (place.LatitudeDeg - a.LatitudeDeg)
                            / (b.LatitudeDeg - a.LatitudeDeg)
                            + a.LongitudeDeg
                )
                {
                    inside = !inside;
                }
            }

            return inside;
        }
    }

    /// <summary>Areas: each an outline and its holes. An outline within a hole is an area of its own.</summary>
    public static IEnumerable<IReadOnlyList<IReadOnlyList<DrawnPoint>>> Areas(
        IReadOnlyList<IReadOnlyList<DrawnPoint>> rings
    )
    {
        var all = rings.Where(ring => ring.Count > 0).Select(ring => new Ring(ring)).ToList();
        foreach (var ring in all)
        {
            ring.Around.AddRange(all.Where(other => other.Holds(ring)));
        }

        foreach (var outline in all.Where(ring => ring.Around.Count % 2 == 0))
        {
            var holes = all.Where(ring =>
                ring.Around.Count == outline.Around.Count + 1 && ring.Around.Contains(outline)
            );
            yield return [outline.Points, .. holes.Select(hole => hole.Points)];
        }
    }

    internal static double SignedArea(IReadOnlyList<DrawnPoint> ring)
    {
        double sum = 0;
        for (int i = 0, j = ring.Count - 1; i < ring.Count; j = i++)
        {
            sum += ring[j].LongitudeDeg * ring[i].LatitudeDeg - ring[i].LongitudeDeg * ring[j].LatitudeDeg;
        }

        return sum / 2;
    }
}
