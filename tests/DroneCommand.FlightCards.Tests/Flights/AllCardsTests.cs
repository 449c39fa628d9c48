using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Flights;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards.Tests.Flights;

/// <summary>Every card of sitl/flights, flown on the simulator on virtual time; a plane's is skipped there.</summary>
public class AllCardsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cards =>
        [
            .. Directory
                .EnumerateFiles(Repository.Flights, "*.yaml")
                .Select(f => Path.GetFileNameWithoutExtension(f))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Every_card_passes_on_the_simulator(string card)
    {
        var read = CardReader.ReadFile(Path.Combine(Repository.Flights, card + ".yaml"));
        read.Problems.Should().BeEmpty();
        var result = await new SimulatedFlights().Fly(read.Card!, null, TestContext.Current.CancellationToken);
        if (read.Card!.Vehicle == VehicleFamily.Plane)
        {
            (result.Verdict, result.FirstProblem).Should().Be((Verdict.Skipped, SimulatedFlights.NoPlanes));
            return;
        }

        foreach (var step in result.Steps)
        {
            output.WriteLine($"{step.Began, 6:0.0} {step.Verdict, -7} {step.Title}: {step.Evidence}");
        }

        foreach (var expectation in result.Expectations)
        {
            output.WriteLine($"       {expectation.Verdict, -7} {expectation.Title}: {expectation.Evidence}");
        }

        result.FirstProblem.Should().BeEmpty();
        result.Verdict.Should().Be(Verdict.Passed);
    }
}
