using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

public class PlanProgressTests
{
    private static readonly Plan Plan = Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter);
    private static readonly PlannedMission Mission = Plan.MissionFor(MavAutopilot.Ardupilotmega);

    [Fact]
    public void Flying_the_plan_moves_progress_from_nothing_to_all_and_never_back()
    {
        var fractions = new List<double>();
        // What is done at a place takes no way: its item is passed where the leg ends.
        var moves = Plan.Steps.Select((step, i) => (step, i + 1)).Where(each => each.step.Kind != PlanStepKind.Action);
        foreach (var (step, item) in moves)
        {
            var leg = Plan.Legs[step.LegIndex];
            for (var share = 0.0; share <= 1; share += 0.125)
            {
                fractions.Add(PlanProgress.At(Mission, item, Between(leg, share), Plan.Route[0].Altitude).Fraction);
            }
        }

        // The speed item counts for the way to the route, so that way is passed twice here.
        var flown = fractions.Take(9).Concat(fractions.Skip(18)).ToList();
        flown.Should().BeInAscendingOrder();
        flown[0].Should().Be(0);
        flown[^1].Should().Be(1);
    }

    [Fact]
    public void Half_a_leg_is_half_a_leg()
    {
        var leg = Plan.Legs.First(leg => leg.Kind == LegKind.Route);
        var item = Plan.Steps.Select((step, i) => (step, i)).First(pair => Plan.Legs[pair.step.LegIndex] == leg).i + 1;

        var progress = PlanProgress.At(Mission, item, Between(leg, 0.5));

        var before = Plan.Legs.TakeWhile(other => other != leg).Sum(other => other.LengthMetres);
        progress.Fraction.Should().BeApproximately((before + leg.LengthMetres / 2) / Plan.LengthMetres, 1e-4);
        progress.Leg.Should().Be(leg.Number);
        progress.Legs.Should().Be(Plan.LegCount);
    }

    [Fact]
    public void During_take_off_nothing_is_done_and_nearly_all_remains()
    {
        var progress = PlanProgress.At(Mission, 1, Plan.Home, new AltitudeAboveHome(20));

        (progress.Leg, progress.Fraction, progress.Kind).Should().Be((0, 0, LegKind.TakeOff));
        progress.Remaining.Should().BeCloseTo(Plan.Duration - TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Over_home_the_way_back_becomes_the_landing()
    {
        var last = Plan.Steps.Count;

        var progress = PlanProgress.At(Mission, last, Plan.Home, new AltitudeAboveHome(0));

        (progress.Leg, progress.Fraction, progress.Kind).Should().Be((Plan.LegCount, 1, LegKind.Landing));
        progress.Remaining.Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(999)]
    public void Items_that_the_mission_does_not_have_and_unknown_positions_do_no_harm(int item)
    {
        PlanProgress.At(Mission, item, null).Fraction.Should().BeInRange(0, 1);
        PlanProgress.At(Mission, item, new GeoPoint(double.NaN, 0)).Fraction.Should().BeInRange(0, 1);
    }

    private static GeoPoint Between(PlanLeg leg, double share) =>
        new(
            leg.From.Position.LatitudeDeg + share * (leg.To.Position.LatitudeDeg - leg.From.Position.LatitudeDeg),
            leg.From.Position.LongitudeDeg + share * (leg.To.Position.LongitudeDeg - leg.From.Position.LongitudeDeg)
        );
}
