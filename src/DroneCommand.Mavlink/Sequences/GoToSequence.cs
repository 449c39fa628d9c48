using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// Goes to a point and stays there. Done when the vehicle is in its guided mode and was seen to have the target or to
/// come nearer; arriving is not waited for. The caller has checked the way.
/// </summary>
/// <param name="vehicle">The vehicle.</param>
/// <param name="target">Where to.</param>
/// <param name="altitude">Null keeps the present height; a ground robot minds none.</param>
/// <param name="phase">Gets what is happening.</param>
public sealed class GoToSequence(
    VehicleServices vehicle,
    GeoPoint target,
    AltitudeAboveHome? altitude,
    IProgress<string>? phase = null
) : Sequence(vehicle, phase)
{
    private const double OnTheSpotM = 3;
    private const double NearerM = 1;
    private const float VehiclesOwnSpeed = -1;

    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        var before = Now;
        if (!target.IsValid)
            return Refuse("that is no place on Earth");
        if (!before.Armed)
            return Refuse("it is not armed");
        if (autopilot.Flies && before.OnGround == true)
            return Refuse("it stands on the ground");
        if (before.Position is not { Value: var position })
            return Refuse("its position is not known");
        Phase?.Report("goes to the point");
        if (await ChangeMode(autopilot.GuidedMode, autopilot, cancellation) is { } failed)
            return failed;
        var height = autopilot.Flies ? altitude?.Metres ?? position.AboveHome.Metres : 0;
        var result = await Vehicle.Commands.Send(Reposition(height), cancellation: cancellation);
        if (!result.IsAccepted)
            return Ended(result, "go to");
        var since = Time.GetUtcNow();
        var away = FlatDistance.Metres(position.Point, target);
        var seen = await Vehicle.Telemetry.WaitUntil(
            s => HasTarget(s, since, away),
            TimeSpan.FromSeconds(10),
            cancellation
        );
        return seen ? Seen("on its way") : End(SequenceEnd.NoAnswer, "accepted, but it was not seen to go there");
    }

    private CommandIntRequest Reposition(double height) =>
        new(
            MavCmd.DoReposition,
            MavFrame.GlobalRelativeAltInt,
            target,
            height,
            Param1: VehiclesOwnSpeed,
            Param2: (float)MavDoRepositionFlags.ChangeMode,
            Param4: float.NaN
        );

    private bool HasTarget(TelemetrySnapshot s, DateTimeOffset since, double away)
    {
        if (s.Target is { } told && told.At >= since && FlatDistance.Metres(told.Value, target) < OnTheSpotM)
            return true;
        if (s.Position is not { } position || position.At < since)
            return false;
        var left = FlatDistance.Metres(position.Value.Point, target);
        return left < OnTheSpotM || left < away - NearerM;
    }
}
