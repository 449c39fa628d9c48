using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

public class FlownSearchTests
{
    [Property(MaxTest = 100)]
    public Property Whatever_is_flown_POS_and_what_is_left_are_the_POC_of_before() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var areas = Areas(random);
                var (before, pos) = (areas.Sum(area => area.Poc!.Value), 0.0);
                for (var flight = 0; flight < 3; flight++)
                {
                    var flown = FlownSearch.Of(areas, [Track(random)], 40, (SearchConditions)random.Next(2));
                    pos += flown.Pos;
                    areas = flown.Areas;
                }

                return Math.Abs(areas.Sum(area => area.Poc!.Value) + pos - before) < 1e-12
                    && areas.All(area => area.CumulativePod is >= 0 and <= 1);
            }
        );

    [Property(MaxTest = 100)]
    public Property More_track_never_finds_less_and_its_order_is_of_no_matter() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var areas = Areas(random);
                var (one, other) = (Track(random), Track(random));
                var little = FlownSearch.Of(areas, [one], 40, SearchConditions.Poor).Pos;
                var much = FlownSearch.Of(areas, [one, other], 40, SearchConditions.Poor).Pos;
                var turned = FlownSearch
                    .Of(
                        areas,
                        [
                            [.. other.Reverse()],
                            one,
                        ],
                        40,
                        SearchConditions.Poor
                    )
                    .Pos;
                return much >= little - 1e-12 && Math.Abs(much - turned) < 1e-9;
            }
        );

    private static IReadOnlyList<DrawnArea> Areas(Random random) =>
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i => new DrawnArea(
                    [
                        new(47.4, 8.5 + 0.005 * i),
                        new(47.4, 8.505 + 0.005 * i),
                        new(47.403 + 0.001 * random.NextDouble(), 8.505 + 0.005 * i),
                        new(47.403, 8.5 + 0.005 * i),
                    ],
                    []
                )
                {
                    Poc = 0.25 * random.NextDouble(),
                }),
        ];

    private static IReadOnlyList<GeoPoint> Track(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(2, 30))
                .Select(_ => new GeoPoint(47.399 + 0.006 * random.NextDouble(), 8.499 + 0.022 * random.NextDouble())),
        ];
}
