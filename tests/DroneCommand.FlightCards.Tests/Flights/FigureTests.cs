using System.Diagnostics;
using DroneCommand.FlightCards.Flights;

namespace DroneCommand.FlightCards.Tests.Flights;

/// <summary>How long a flight takes by the clock on the wall; told, not judged: machines differ.</summary>
public class FigureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_patrol_of_ten_minutes_is_flown_to_its_end()
    {
        var card = TestCards.Card(
            """
            - wait: ready
            - upload: { template: perimeter-patrol, set: { altitude: 30, speed: 2.5, laps: 3 } }
            - start
            - wait: landed
              within: 20 min
            """,
            "- track: 3 m\n- final: { armed: no, home: 1 m }"
        );
        var watch = Stopwatch.StartNew();
        var result = await new SimulatedFlights().Fly(card, null, TestContext.Current.CancellationToken);
        result.FirstProblem.Should().BeEmpty();
        result.Record!.ArmedSeconds.Should().BeGreaterThan(600);
        output.WriteLine(
            $"figure: a patrol of {result.Record.ArmedSeconds:0} s is flown in {watch.Elapsed.TotalSeconds:0.0} s"
        );
    }
}
