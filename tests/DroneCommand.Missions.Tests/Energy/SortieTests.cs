using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Energy;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Energy;

public class SortieTests
{
    [Fact]
    public void A_route_that_fits_is_one_sortie() =>
        Line(1_000, 2_300).Fewest().Begins!.Should().Equal(new RouteCut(0, 0));

    [Fact]
    public void Each_sortie_goes_as_far_as_the_way_home_allows()
    {
        // One watt-hour a metre, out along a line: getting to x and back takes 2 x, and a battery is good for 1,000 m.
        var (begins, beyond) = Line(1_000, 1_000).Fewest();

        begins.Should().BeNull("the line's end is 1,000 m away");
        var allowed = 1_000 / (1 + 1.6448536269514722 * Math.Sqrt(0.06 * 0.06 + 0.03 * 0.03));
        (beyond!.Value.Share * 1_000).Should().BeApproximately((allowed - 5) / 2, 0.5);
    }

    [Property(MaxTest = 60)]
    public Property No_plan_has_fewer_sorties_and_no_place_lies_beyond_the_point_of_no_return() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var places = Enumerable
                    .Range(0, random.Next(3, 9))
                    .Select(_ => new Vec(random.NextDouble() * 200, random.NextDouble() * 200))
                    .ToList();
                var budget = 700 + random.NextDouble() * 500;
                var cuts = Of(places, budget);
                if (cuts.Fewest().Begins is not { } begins)
                {
                    return true;
                }

                return begins.Count <= Fewest(cuts, places.Count - 1, budget)
                    && begins
                        .Select((begin, i) => (begin, End: i + 1 < begins.Count ? begins[i + 1] : cuts.End))
                        .All(sortie =>
                            Everywhere(sortie.begin, sortie.End).All(at => Fits(cuts, sortie.begin, at, budget))
                        );
            }
        );

    [Property(MaxTest = 60)]
    public Property Even_sorties_are_no_more_and_none_is_longer_than_the_longest_before() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var places = Enumerable
                    .Range(0, 6)
                    .Select(_ => new Vec(random.NextDouble() * 200, random.NextDouble() * 200))
                    .ToList();
                var cuts = Of(places, 1_000);
                if (cuts.Fewest().Begins is not { } fewest)
                {
                    return true;
                }

                var even = cuts.Even(fewest.Count + 1)!;
                return even.Count <= fewest.Count + 1 && Longest(cuts, even) <= Longest(cuts, fewest) + 1e-6;
            }
        );

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Sorties_are_shared_so_that_the_last_ends_as_early_as_possible(int vehicles)
    {
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            double[] seconds = [.. Enumerable.Range(0, 6).Select(_ => 10.0 + random.Next(100))];

            var sharing = SortieShares.Of(seconds, vehicles, 7);

            var best = Enumerable
                .Range(0, (int)Math.Pow(vehicles, 6))
                .Select(code =>
                    Enumerable.Range(0, 6).Select(k => code / (int)Math.Pow(vehicles, k) % vehicles).ToList()
                )
                .Min(each => SortieShares.Makespan(seconds, each, 7));
            SortieShares.Makespan(seconds, sharing, 7).Should().BeApproximately(best, 1e-9);
        }
    }

    [Fact]
    public void Many_sorties_are_shared_about_evenly()
    {
        double[] seconds = [.. Enumerable.Range(0, 40).Select(i => 100.0 + i)];

        var makespan = SortieShares.Makespan(seconds, SortieShares.Of(seconds, 4, 30), 30);

        makespan.Should().BeLessThan((seconds.Sum() + 40 * 30) / 4);
    }

    /// <summary>By looking at cuts at each fiftieth of a leg: the least number that reaches the end.</summary>
    private static int Fewest(SortieCuts cuts, int legs, double budget)
    {
        const int steps = 50;
        var places = Enumerable
            .Range(0, legs * steps)
            .Select(i => new RouteCut(i / steps, i % steps / (double)steps))
            .Append(cuts.End)
            .ToList();
        var sorties = Enumerable.Repeat(int.MaxValue, places.Count).ToArray();
        sorties[0] = 0;
        for (var i = 0; i < places.Count; i++)
        {
            for (
                var j = i + 1;
                sorties[i] < int.MaxValue && j < places.Count && Fits(cuts, places[i], places[j], budget);
                j++
            )
            {
                sorties[j] = Math.Min(sorties[j], sorties[i] + 1);
            }
        }

        return sorties[^1];
    }

    private static IEnumerable<RouteCut> Everywhere(RouteCut from, RouteCut to)
    {
        for (var at = from.Leg + from.Share; at < to.Leg + to.Share; at += 0.01)
        {
            yield return new RouteCut((int)at, at - (int)at);
        }

        yield return to;
    }

    private static double Longest(SortieCuts cuts, IReadOnlyList<RouteCut> begins) =>
        begins.Select((begin, i) => cuts.Cost(begin, i + 1 < begins.Count ? begins[i + 1] : cuts.End).Seconds).Max();

    private static bool Fits(SortieCuts cuts, RouteCut from, RouteCut to, double budget) =>
        cuts.Cost(from, to).Energy.At95Wh <= budget + 1e-6;

    private static SortieCuts Line(double metres, double budget) => Of([new(0, 0), new(metres, 0)], budget);

    /// <summary>One watt-hour and one second a metre, home at the origin.</summary>
    private static SortieCuts Of(List<Vec> places, double budget)
    {
        Vec At(RouteCut cut) =>
            cut.Leg + 1 < places.Count
                ? places[cut.Leg] + (places[cut.Leg + 1] - places[cut.Leg]) * cut.Share
                : places[^1];
        return new(
            new RouteCosts
            {
                Legs = [.. places.Zip(places.Skip(1), (from, to) => Cost(Vec.Distance(from, to)))],
                Out = cut => Cost(At(cut).Length),
                Home = cut => Cost(At(cut).Length),
                PerSortie = Cost(5),
            },
            budget
        );
    }

    private static LegCost Cost(double metres) => new(metres, 1, EnergyEstimate.Of(metres));
}
