using DroneCommand.FlightCards.Conformance;
using DroneCommand.FlightCards.Flights;

namespace DroneCommand.FlightCards.Tests.Flights;

public sealed class RecordedFlightsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dronecommand-recorded-").FullName;

    [Fact]
    public async Task A_recording_is_judged_as_the_flight_was_and_does_not_differ_from_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = TestCards.Card(
            "- wait: ready\n- takeoff: 12 m\n- return\n- wait: landed\n  within: 3 min",
            "- modes: [STABILIZE, GUIDED, RTL]\n- final: { armed: no, home: 1 m }"
        );
        CardResult flown;
        await using (var tlog = File.Create(Path.Combine(folder, "test.tlog")))
        {
            flown = await new SimulatedFlights().Fly(card, tlog, stop);
        }

        var read = await new RecordedFlights(folder).Fly(card, null, stop);
        read.FirstProblem.Should().BeEmpty();
        read.Flown.Should().Be("ArduPilot Copter");
        Comparison
            .Compare(flown.Record!, read.Record!)
            .Where(d => !d.Same)
            .SelectMany(d => d.Detail)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task What_was_not_recorded_is_no_flight()
    {
        var card = TestCards.Card("- arm");
        var stop = TestContext.Current.CancellationToken;
        (await new RecordedFlights(folder).Fly(card, null, stop)).Trouble.Should().EndWith("test.tlog is not there");
        await File.WriteAllBytesAsync(Path.Combine(folder, "test.tlog"), [1, 2, 3], stop);
        (await new RecordedFlights(folder).Fly(card, null, stop))
            .Trouble.Should()
            .StartWith("no autopilot speaks in it");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
