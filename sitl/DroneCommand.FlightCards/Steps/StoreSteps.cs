using System.Globalization;
using DroneCommand.FlightCards.Flights;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards.Steps;

/// <summary>What uploads share: the list goes up, is read back, and must agree.</summary>
internal abstract record StoreStep : CardStep
{
    private protected static async Task<SequenceResult> Store(
        CardFlight flight,
        MavMissionType type,
        IReadOnlyList<MissionItem> items,
        CancellationToken stop
    )
    {
        var began = flight.Time.GetTimestamp();
        (GeoPoint, AltitudeAmsl)? home = flight.Now.Home is { Value: var at } ? (at.Point, at.Altitude) : null;
        var upload = await new MissionUpload(flight.Connection, flight.Autopilot).Run(
            type,
            items,
            home,
            cancellation: stop
        );
        if (upload.End != TransferEnd.Done)
        {
            return Ended(upload.End, $"{upload.Reason}; the vehicle holds {upload.Holds}");
        }

        var held = await new MissionVerify(flight.Connection, flight.Autopilot).Run(type, items, cancellation: stop);
        var after = flight.Time.GetElapsedTime(began);
        if (held.End != TransferEnd.Done)
        {
            return Ended(held.End, $"reading back: {held.Reason}");
        }

        return held.Matches
            ? Done(
                FormattableString.Invariant($"{items.Count} items sent and read back in {after.TotalSeconds:0.0} s"),
                after
            )
            : new SequenceResult(SequenceEnd.NoAnswer, $"the vehicle holds something else: {held.Reason}", after);
    }
}

/// <summary>Plans a template on the card's site and uploads it.</summary>
/// <param name="Template">The template.</param>
/// <param name="Values">Values by parameter name, where not the defaults.</param>
/// <param name="Team">All vehicles that it is planned for; empty for the card's own alone.</param>
/// <param name="Member">Which of them the card's vehicle is, from 0.</param>
internal sealed record TemplateStep(
    MissionTemplate Template,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<VehicleFamily> Team,
    int Member
) : StoreStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var plan = PlanFor(flight.Card.Site, flight.Card.Dock, flight.Card.Vehicle);
        if (!plan.IsFlyable)
        {
            return new SequenceResult(
                SequenceEnd.RefusedByUs,
                string.Join(" ", plan.Problems.Select(p => p.Reason)),
                TimeSpan.Zero
            );
        }

        var items = plan.ToMissionItems();
        (flight.Record.Plan, flight.Record.Mission) = (plan, items);
        return await Store(flight, MavMissionType.Mission, items, stop);
    }

    /// <summary>The plan of the card's vehicle, which stands on the card's dock.</summary>
    internal Plan PlanFor(Site site, Dock dock, VehicleFamily family)
    {
        if (Team.Count == 0)
        {
            return MissionPlanner.Plan(Template, Values, site, VehicleClass.Of(family), dock.Position);
        }

        return MissionPlanner.PlanOf(Template, Values, site, SiteTeam.Of(site, Team, dock, Member), Member);
    }
}

/// <summary>
/// Reads the failsafe settings that the site and the template of the last upload ask for, as the console does before every
/// start. One that is set otherwise ends the step as not asked, with the parameter's name.
/// </summary>
internal sealed record FailsafesStep : CardStep
{
    private const byte OwnSystem = 255;

    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var template = flight.Card.Steps.OfType<TemplateStep>().LastOrDefault(step => step.Line < Line);
        var (linkLost, batteryLow, fenceBreach) =
            template?.Template.OnFailure.Wanted(flight.Card.Vehicle) ?? (null, null, null);
        var limits = new FailsafeLimits(OwnSystem, ReturnAltitude(flight))
        {
            LinkLost = linkLost,
            BatteryLow = batteryLow,
            FenceBreach = fenceBreach,
            NeedsMount = template?.Template.Requires.Gimbal ?? false,
        };
        return (await new PreflightCheck(flight.Vehicle, limits).Check(stop)).Result;
    }

    private static double? ReturnAltitude(CardFlight flight)
    {
        if (flight.Card.Vehicle == VehicleFamily.Rover)
        {
            return null;
        }

        var site = flight.Card.Site;
        var needs = flight.Record.Plan is { } plan
            ? FailsafeRequirements.For(site, plan)
            : FailsafeRequirements.For(site, flight.Card.Vehicle);
        return needs.ReturnAltitude.Metres;
    }
}

/// <summary>Uploads a mission that the card writes out.</summary>
internal sealed record ItemsStep(IReadOnlyList<CardItem> Items) : StoreStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var items = Items.Select(i => i.ToItem(flight.At)).ToList();
        (flight.Record.Plan, flight.Record.Mission) = (null, items);
        return await Store(flight, MavMissionType.Mission, items, stop);
    }
}

/// <summary>A place of a card: metres from home.</summary>
internal sealed record CardPlace(double NorthM, double EastM);

/// <summary>An item of a mission that a card writes out.</summary>
/// <param name="Item">All but its place.</param>
/// <param name="Place">Null for an item without one.</param>
internal sealed record CardItem(MissionItem Item, CardPlace? Place = null)
{
    public MissionItem ToItem(Func<double, double, GeoPoint> at) =>
        Place is { } place ? Item with { Position = at(place.NorthM, place.EastM) } : Item;
}

/// <summary>Uploads a fence: the site's boundary and keep-outs, a polygon of the card's own, or none.</summary>
internal sealed record FenceStep(bool OfSite, IReadOnlyList<CardPlace> Corners) : StoreStep
{
    internal override Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        IReadOnlyList<MissionItem> items = OfSite
            ? FenceBuilder.FromBoundary(flight.Card.Site, flight.Card.Vehicle)
            : [.. Corners.Select(c => MissionItem.FenceInclusion(flight.At(c.NorthM, c.EastM), Corners.Count))];
        return Store(flight, MavMissionType.Fence, items, stop);
    }
}

/// <summary>A rally point of a card.</summary>
internal sealed record CardRally(double NorthM, double EastM, double AltitudeM);

/// <summary>Uploads rally points.</summary>
internal sealed record RallyStep(IReadOnlyList<CardRally> Points) : StoreStep
{
    internal override Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop) =>
        Store(
            flight,
            MavMissionType.Rally,
            [
                .. Points.Select(p => new MissionItem
                {
                    Command = MavCmd.NavRallyPoint,
                    Position = flight.At(p.NorthM, p.EastM),
                    AltitudeMetres = p.AltitudeM,
                }),
            ],
            stop
        );
}

/// <summary>Sets parameters, and sees the vehicle say them.</summary>
internal sealed record ParameterStep(IReadOnlyDictionary<string, double> Values) : CardStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        foreach (var (name, value) in Values)
        {
            var set = await flight.Vehicle.Parameters.Set(name, value, stop);
            if (set.End != ParameterEnd.Done)
            {
                return new SequenceResult(
                    set.End == ParameterEnd.Refused ? SequenceEnd.RefusedByVehicle : SequenceEnd.NoAnswer,
                    $"{name}: {set.Reason}",
                    TimeSpan.Zero
                );
            }
        }

        return Done(
            string.Join(
                ", ",
                Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} is {v.Value:0.###}"))
            )
        );
    }
}
