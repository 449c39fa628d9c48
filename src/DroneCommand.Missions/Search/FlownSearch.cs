using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>What a flight made of a segment.</summary>
/// <param name="Name">The segment's.</param>
/// <param name="PocBefore">Before the flight.</param>
/// <param name="FlownMetres">Track within it; what was flown twice counts twice.</param>
/// <param name="Coverage">C = W × track / area.</param>
/// <param name="Pod">Of that coverage.</param>
/// <param name="Pos">What the flight added to the probability of success.</param>
/// <param name="PocAfter">After the flight found nothing, not normalised.</param>
/// <param name="CumulativePod">Of all flights so far.</param>
public sealed record SegmentFlown(
    string Name,
    double PocBefore,
    double FlownMetres,
    double Coverage,
    double Pod,
    double Pos,
    double PocAfter,
    double CumulativePod
);

/// <summary>Segments after a flight that found nothing, or why they cannot be told.</summary>
public sealed record FlownResult
{
    public required IReadOnlyList<SegmentFlown> Segments { get; init; }

    /// <summary>The areas with their new POC and POD: what the next search is planned on.</summary>
    public required IReadOnlyList<DrawnArea> Areas { get; init; }

    /// <summary>Track outside of all segments, metres; it counts for nothing.</summary>
    public required double OutsideMetres { get; init; }

    /// <summary>Null when all is well.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What the flight added to the probability of success.</summary>
    public double Pos => Segments.Sum(segment => segment.Pos);
}

/// <summary>
/// Updates the bookkeeping of a search by what was flown (IAMSAR vol. II, ch. 4; POC is kept as there, not normalised): the
/// track within each segment gives its coverage, that its POD, and POC (1 − POD) is left.
/// </summary>
public static class FlownSearch
{
    /// <summary>Segments after a flight.</summary>
    /// <param name="areas">With the POC before it; where none is given, it is in proportion to size.</param>
    /// <param name="tracks">Places as they were flown, in order; one list per unbroken track.</param>
    /// <param name="sweepWidthMetres">W of the sensor for this object.</param>
    /// <param name="conditions">The law of detection.</param>
    public static FlownResult Of(
        IReadOnlyList<DrawnArea> areas,
        IReadOnlyList<IReadOnlyList<GeoPoint>> tracks,
        double sweepWidthMetres,
        SearchConditions conditions
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sweepWidthMetres);
        var frame = new LocalFrame(areas[0].Outline[0]);
        if (SegmentFaults.Of(areas, frame) is { } fault)
        {
            return new()
            {
                Segments = [],
                Areas = [],
                OutsideMetres = 0,
                Problem = fault,
            };
        }

        var local = tracks.Select(IReadOnlyList<LocalPoint> (track) => [.. track.Select(frame.ToLocal)]).ToList();
        var segments = SegmentMission.Segments(areas, frame);
        var flown = segments
            .Select((segment, i) => After(segment, areas[i].CumulativePod, local, sweepWidthMetres, conditions))
            .ToList();
        return new()
        {
            Segments = flown,
            Areas =
            [
                .. areas.Select(
                    (area, i) =>
                        area with
                        {
                            Title = flown[i].Name,
                            Poc = flown[i].PocAfter,
                            CumulativePod = flown[i].CumulativePod,
                        }
                ),
            ],
            OutsideMetres = Math.Max(0, local.Sum(track => track.Length()) - flown.Sum(each => each.FlownMetres)),
        };
    }

    private static SegmentFlown After(
        SegmentArea area,
        double podBefore,
        IReadOnlyList<IReadOnlyList<LocalPoint>> tracks,
        double sweepWidth,
        SearchConditions conditions
    )
    {
        var within = new KeptWithin(area.Shape);
        var metres = tracks.Sum(within.Metres);
        var coverage = SearchTheory.Coverage(sweepWidth * metres, area.Segment.AreaSquareMetres);
        var pod = SearchTheory.Pod(coverage, conditions);
        var poc = area.Segment.Poc;
        return new(
            area.Segment.Name,
            poc,
            metres,
            coverage,
            pod,
            SearchTheory.Pos(poc, pod),
            SearchTheory.PocAfter(poc, pod),
            SearchTheory.CumulativePod([podBefore, pod])
        );
    }
}
