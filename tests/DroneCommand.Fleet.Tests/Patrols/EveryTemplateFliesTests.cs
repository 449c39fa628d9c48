using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>
/// Whatever ships is flown: planned as the page plans it, saved, started, seen under way in the mission that the vehicle
/// holds, and called home again. Copters fly, and the rover drives what can be driven on the demo site.
/// </summary>
public sealed class EveryTemplateFliesTests : IAsyncLifetime
{
    private static readonly TemplateLibrary Library = TemplateLibrary.Load(TemplateLibrary.ShippedDirectory);

    private DemoField demo = null!;

    /// <summary>Who was sent longest ago comes first: it is likely to be back.</summary>
    private List<ConfiguredVehicle> turn = [];

    public async ValueTask InitializeAsync()
    {
        demo = await DemoField.Start();
        turn = [.. demo.Vehicles];
    }

    public ValueTask DisposeAsync() => demo.DisposeAsync();

    [Fact]
    public async Task Every_template_is_planned_saved_started_flown_and_called_home()
    {
        List<Flight> flown = [];
        foreach (var template in Library.Templates)
        {
            List<Flight> flights = [await Begin(await PlannedForCopters(template))];
            if (template.Kind != MissionKind.GroundAndAirPatrol && await PlannedForRover(template) is { } drive)
            {
                flights.Add(await Begin(drive));
            }

            await Fly(template.Id, flights);
            flown.AddRange(flights);
        }

        await demo.Field.Until("all are home", () => demo.AreAll(VehicleStatus.Ready, demo.Vehicles));
        flown.Select(flight => flight.Definition.TemplateId).Distinct().Should().HaveCount(Library.Templates.Count);
        flown.Where(flight => FamilyOf(flight.Team[0]) == VehicleFamily.Rover).Should().NotBeEmpty();
        foreach (var flight in flown)
        {
            await demo.Field.Until($"{flight.Id}: its run has ended", async () => !(await Run(flight)).IsOpen());
            (await Run(flight)).Reason.Should().Contain("returned by ann");
        }
    }

    private async Task<Flight> Begin(Flight flight)
    {
        turn = [.. turn.Except(flight.Team), .. flight.Team];
        await demo.Field.Until($"{flight.Id}: its team is free", () => demo.AreAll(VehicleStatus.Ready, flight.Team));
        var saved = await demo.Server.Patrol(flight.Id).Save(People.Ann.Asks(), flight.Definition);
        saved.Kind.Should().Be(OutcomeKind.Done, "{0}: {1}", flight.Id, saved.Text);
        var started = await demo.Server.Patrol(flight.Id).StartNow(People.Ann.Asks());
        started.Kind.Should().Be(OutcomeKind.Done, "{0}: {1}", flight.Id, started.Text);
        return flight;
    }

    private async Task Fly(string template, IReadOnlyList<Flight> flights)
    {
        IReadOnlyList<ConfiguredVehicle> team = [.. flights.SelectMany(flight => flight.Team)];
        await demo.Field.Until(
            $"{template}: all are on their way",
            async () => await AllRun(flights) && team.All(IsUnderWay) && await demo.AreAll(VehicleStatus.OnTask, team)
        );
        foreach (var flight in flights)
        {
            HoldWhatWasShown(flight);
        }

        foreach (var vehicle in team)
        {
            var order = demo.Server.Vehicle(vehicle.VehicleId).Return(People.Ann.Asks());
            var returned = await demo.Field.During($"{template}: called home", order);
            returned.Kind.Should().Be(OutcomeKind.Done, "{0}: {1}", template, returned.Text);
        }
    }

    /// <summary>In AUTO, beyond the take-off.</summary>
    private bool IsUnderWay(ConfiguredVehicle vehicle) =>
        demo.Field.Look(
            vehicle.SystemId,
            autopilot =>
                autopilot is { Armed: true, InMission: true }
                && autopilot.Mission.Current > (vehicle.Kind == VehicleKind.Copter ? 1 : 0)
        );

    /// <summary>Unless a run draws anew, each holds the items of the plan that was shown, behind its home.</summary>
    private void HoldWhatWasShown(Flight flight)
    {
        if (demo.Server.Get<MissionDesk>().SeedFor(flight.Definition) != 0)
        {
            return;
        }

        flight
            .Team.Select(vehicle => demo.Field.Look(vehicle.SystemId, autopilot => autopilot.Memory.Mission.Count - 1))
            .Should()
            .Equal(flight.Plan.Sorties.Select(sorties => sorties[0].ToMissionItems().Count), "{0}", flight.Id);
    }

    /// <summary>A run that ended before it flew says why; that is what the test says then.</summary>
    private async Task<bool> AllRun(IReadOnlyList<Flight> flights)
    {
        foreach (var flight in flights)
        {
            var run = (await demo.Server.Patrol(flight.Id).View())!.LastRun!;
            run.IsOpen().Should().BeTrue("{0} starts, and not: {1}", flight.Id, run.Reason);
        }

        return true;
    }

    private async Task<PatrolRunView> Run(Flight flight) => (await demo.Server.Runs(flight.Id)).Single();

    /// <summary>The smallest team of copters for which the page would let somebody press Start.</summary>
    private async Task<Flight> PlannedForCopters(MissionTemplate template)
    {
        IReadOnlyList<ConfiguredVehicle> copters = [.. turn.Where(each => each.Kind == VehicleKind.Copter)];
        IEnumerable<IReadOnlyList<ConfiguredVehicle>> teams =
            template.Kind == MissionKind.GroundAndAirPatrol
                ?
                [
                    [copters[0], Rover],
                ]
                : Enumerable.Range(1, copters.Count).Select(count => copters.Take(count).ToList());
        List<string> reasons = [];
        foreach (var team in teams)
        {
            var (flight, reason) = await Planned(template, team);
            if (flight is not null)
            {
                return flight;
            }

            reasons.Add(reason);
        }

        throw new InvalidOperationException($"{template.Id} is planned for no team: {string.Join(" / ", reasons)}");
    }

    /// <summary>Null where the rover is not for it, or where buildings stand in its way; then the plan says that.</summary>
    private async Task<Flight?> PlannedForRover(MissionTemplate template)
    {
        if (!template.Vehicles.Contains(VehicleFamily.Rover))
        {
            return null;
        }

        var (flight, reason) = await Planned(template, [Rover]);
        (flight is null ? reason : "planned").Should().NotBeEmpty("{0} says why it is not driven", template.Id);
        return flight;
    }

    private ConfiguredVehicle Rover => demo.Vehicles[^1];

    private async Task<(Flight? Flight, string Reason)> Planned(
        MissionTemplate template,
        IReadOnlyList<ConfiguredVehicle> team
    )
    {
        var definition = Definition(template, team);
        var vehicles = await Task.WhenAll(team.Select(Readiness));
        var (plan, reason) = demo.Server.Get<MissionDesk>().Plan(definition, [.. vehicles.Select(PlannedVehicle.Of)]);
        return plan is { IsFlyable: true }
            ? (new Flight($"{template.Id}-{team[0].VehicleId}", team, definition, plan), "")
            : (null, plan?.WhyNotFlyable() ?? reason);
    }

    private async Task<VehicleReadiness> Readiness(ConfiguredVehicle vehicle) =>
        (await demo.Server.Grains.GetGrain<IVehicleAssignment>(vehicle.VehicleId).Readiness())!;

    /// <summary>As the page gives them: every value that is the same for all of the team's kinds, spelled out.</summary>
    private static PatrolDefinition Definition(MissionTemplate template, IReadOnlyList<ConfiguredVehicle> team)
    {
        var families = team.Select(FamilyOf).Distinct().ToList();
        var values = template
            .Parameters.Select(each => (each.Name, Defaults: Defaults(each, families)))
            .Where(each => each.Defaults.Count == 1)
            .ToDictionary(each => each.Name, each => each.Defaults[0]);
        return new PatrolDefinition(template.Name, FleetServer.Site, template.Id, team[0].VehicleId, values, null)
        {
            FurtherVehicleIds = [.. team.Skip(1).Select(each => each.VehicleId)],
        };
    }

    private static IReadOnlyList<string> Defaults(TemplateParameter parameter, IReadOnlyList<VehicleFamily> families) =>
        [.. families.Where(parameter.Vehicles.Contains).Select(parameter.DefaultFor).Distinct()];

    private static VehicleFamily FamilyOf(ConfiguredVehicle vehicle) => MissionDesk.FamilyOf(vehicle.Kind)!.Value;

    private sealed record Flight(
        string Id,
        IReadOnlyList<ConfiguredVehicle> Team,
        PatrolDefinition Definition,
        TeamPlan Plan
    );
}
