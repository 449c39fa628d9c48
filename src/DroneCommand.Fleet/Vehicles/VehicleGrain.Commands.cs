using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Vehicles;

// What people ask for.
public sealed partial class VehicleGrain
{
    public Task<CommandOutcome> Hold(CommandRequest request) =>
        Safety(
            request,
            "hold",
            "Hold",
            e => new HoldOrder(request.OperationId, e),
            // A hold leaves a sortie that is out as it is, but one that is being prepared does not go on by itself.
            State.Sortie
                is { Phase: SortiePhase.Preparing }
                ? $"held by {request.Caller.Name} before it left"
                : null
        );

    public Task<CommandOutcome> Return(CommandRequest request) =>
        Safety(
            request,
            "return",
            "Return",
            e => new ReturnOrder(request.OperationId, e),
            $"returned by {request.Caller.Name}"
        );

    public Task<CommandOutcome> Land(CommandRequest request) =>
        Safety(request, "land", "Land", e => new LandOrder(request.OperationId, e), $"landed by {request.Caller.Name}");

    public Task<CommandOutcome> Resume(CommandRequest request) =>
        Ordinary(
            request,
            "resume",
            "Resume",
            () => State.Sortie is { Left: true } ? null : "there is no patrol to resume",
            async () =>
            {
                var outcome = await Send(new ResumeOrder(request.OperationId, epoch));
                if (outcome.Kind == OutcomeKind.Done && State.Sortie is { } sortie)
                {
                    State.Sortie = sortie with { CutShort = "", Phase = SortiePhase.OnTask };
                    State.Standing = null;
                    State.GoingTo = null;
                }
                return outcome;
            }
        );

    public Task<CommandOutcome> GoTo(CommandRequest request, GeoPoint target, AltitudeAboveHome? altitude)
    {
        var ground = State.Registration?.Kind is VehicleKind.Rover or VehicleKind.Boat;
        var height = ground ? new AltitudeAboveHome(0) : altitude ?? telemetry?.AboveHome;
        var what = ground ? $"Go to {target}" : $"Go to {target} at {height?.Metres ?? 0:F0} m above home";
        return Ordinary(
            request,
            "go-to",
            what,
            () => GoToCheck.WhyNot(services.Sites, State, telemetry, target, height),
            async () =>
            {
                var outcome = await Send(new GoToOrder(request.OperationId, epoch, target, height!.Value));
                if (outcome.Kind == OutcomeKind.Done)
                {
                    State.GoingTo = target;
                }
                return outcome;
            }
        );
    }

    public Task<CommandOutcome> MotorsOff(CommandRequest request) =>
        Ordinary(
            request,
            "motors-off",
            "Motors off",
            () => null,
            async () =>
            {
                var why = $"motors off by {request.Caller.Name}";
                CutShort(why);
                var outcome = await Send(new MotorsOffOrder(request.OperationId, epoch));
                SettleCut(why, outcome);
                return outcome;
            }
        );

    public Task<CommandOutcome> TakeAuthority(CommandRequest request) =>
        Once(
            request,
            async () =>
            {
                Begin(request, "Take control");
                var refusal = await WhyNotAllowed(request.Caller, forSafety: false);
                refusal ??= AuthorityRules.WhyNotTake(AuthorityInForce, request.Caller);
                if (refusal is not null)
                {
                    return Refuse(request, "take-control", refusal);
                }
                if (
                    await services.Audit.WhyNotBegin(
                        Record(request, "take-control", AuthorityInForce.HolderName, null)
                    ) is
                    { } unrecorded
                )
                {
                    return Refuse(request, "take-control", unrecorded);
                }
                if (AuthorityRules.WhyNotTake(AuthorityInForce, request.Caller) is { } lostRace)
                {
                    return Refuse(request, "take-control", lostRace);
                }
                HoldAuthority(request.Caller);
                if (State.Standing?.Action == SuggestedAction.TakeAuthority)
                {
                    State.Standing = null;
                }
                return await End(
                    request,
                    "take-control",
                    new CommandOutcome(OutcomeKind.Done, "you have control", TimeSpan.Zero)
                );
            }
        );

    public Task<CommandOutcome> ReleaseAuthority(CommandRequest request) =>
        Once(
            request,
            async () =>
            {
                Begin(request, "Release control");
                if (!IsHeldBy(request.Caller))
                {
                    return Refuse(request, "release-control", "you do not have control");
                }
                if (await services.Audit.WhyNotBegin(Record(request, "release-control", "", null)) is { } unrecorded)
                {
                    return Refuse(request, "release-control", unrecorded);
                }
                if (!IsHeldBy(request.Caller))
                {
                    return Refuse(request, "release-control", "you do not have control any more");
                }
                State.Authority = AuthorityView.Nobody;
                return await End(
                    request,
                    "release-control",
                    new CommandOutcome(OutcomeKind.Done, "released", TimeSpan.Zero)
                );
            }
        );
}
