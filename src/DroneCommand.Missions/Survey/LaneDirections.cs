namespace DroneCommand.Missions.Survey;

/// <summary>The direction in which a survey's lanes take least time, turns and a known wind included.</summary>
internal static class LaneDirections
{
    private const int EvenAngles = 36;
    private const int EdgeAngles = 16;

    /// <summary>Radians: directions that differ less are one.</summary>
    private const double SameAngle = 0.02;

    private const int Tours = 3;

    /// <summary>The best tour found over all directions, or in a given one; null when the lanes cannot be joined.</summary>
    /// <param name="ground">The areas.</param>
    /// <param name="measures">Distances.</param>
    /// <param name="angle">Radians anticlockwise from east; null leaves the choice.</param>
    /// <param name="asks">What else is asked of it.</param>
    public static (PhotoTour Tour, double Angle)? Best(
        SurveyGround ground,
        LaneMeasures measures,
        double? angle,
        TourAsks asks
    )
    {
        IReadOnlyList<double> angles = angle is { } given ? [given] : Promising(ground, measures, asks);
        (PhotoTour Tour, double Angle)? best = null;
        foreach (var one in angles)
        {
            var tour = PhotoTour.Of(LanesOf(ground, measures, one, asks), ground.Ways, asks.Seed, asks.AsFlown);
            // In wind the one way round is not the other.
            tour = tour is null || Seconds(tour, asks) <= Seconds(tour.Reversed(), asks) ? tour : tour.Reversed();
            if (tour is not null && (best is null || Seconds(tour, asks) < Seconds(best.Value.Tour, asks)))
            {
                best = (tour, one);
            }
        }

        return best;
    }

    private static double Seconds(PhotoTour tour, TourAsks asks) => asks.Times.Seconds([.. tour.Path]);

    private static IReadOnlyList<PhotoLine> LanesOf(
        SurveyGround ground,
        LaneMeasures measures,
        double angle,
        TourAsks asks
    ) =>
        asks.CrossHatch
            ? [.. SurveyLanes.Over(ground, measures, angle), .. SurveyLanes.Over(ground, measures, angle + Math.PI / 2)]
            : SurveyLanes.Over(ground, measures, angle);

    private static List<double> Promising(SurveyGround ground, LaneMeasures measures, TourAsks asks) =>
        [
            .. Angles(ground)
                .Select(angle => (Cost: Estimate(LanesOf(ground, measures, angle, asks), measures, asks), angle))
                .Order()
                .Take(Tours)
                .Select(choice => choice.angle),
        ];

    /// <summary>Seconds along all lanes, with a turn to a neighbour for each.</summary>
    private static double Estimate(IReadOnlyList<PhotoLine> lanes, LaneMeasures measures, TourAsks asks) =>
        lanes.Sum(lane =>
        {
            var ahead = lane.At(0).Ahead;
            var aside = ahead.Turned(1, 0);
            return asks.Times.BothWays(lane.Metres + lane.LeadIn + lane.LeadOut, ahead)
                + asks.Times.BothWays(measures.Spacing, aside);
        });

    private static List<double> Angles(SurveyGround ground)
    {
        var edges = ground
            .Areas.SelectMany(area => area.Rings)
            .SelectMany(ring => ring.Select((corner, i) => ring[(i + 1) % ring.Length] - corner))
            .OrderByDescending(edge => edge.Length)
            .Take(EdgeAngles)
            .Select(edge => Math.Atan2(edge.Y, edge.X));
        var all = edges
            .Select(angle => angle - Math.Floor(angle / Math.PI) * Math.PI)
            .Concat(Enumerable.Range(0, EvenAngles).Select(i => i * Math.PI / EvenAngles));
        var distinct = new List<double>();
        foreach (var angle in all)
        {
            if (distinct.TrueForAll(other => Math.Abs(Math.IEEERemainder(other - angle, Math.PI)) > SameAngle))
            {
                distinct.Add(angle);
            }
        }

        return distinct;
    }
}

/// <summary>What is asked of a tour over lanes.</summary>
/// <param name="Times">What ways cost.</param>
/// <param name="CrossHatch">Whether the area is flown over again at a right angle.</param>
/// <param name="AsFlown">A line as it is flown in its sense: further back when the camera looks ahead.</param>
/// <param name="Seed">For choices that are equally good.</param>
internal sealed record TourAsks(LaneTimes Times, bool CrossHatch, Func<PhotoLine, PhotoLine> AsFlown, int Seed);
