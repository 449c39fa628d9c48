using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>
/// Modes that nobody commands from a control room and that can be entered all the same: they hold the place, hold the height
/// alone, or hold nothing, and climb as the throttle stick says.
/// </summary>
public sealed class CopterOther(Copter copter, byte number, string name, CopterOther.Holds holds)
    : FlightMode(number, name)
{
    /// <summary>What such a mode keeps by itself.</summary>
    public enum Holds
    {
        Nothing,
        Height,
        Place,
    }

    /// <summary>Whether it can be armed in.</summary>
    public bool Armable { get; init; } = true;

    /// <summary>Said when it arms in this mode.</summary>
    public string? ArmedText { get; init; }

    public override bool RequiresPosition => holds == Holds.Place;

    public override bool AllowsArming => Armable;

    public override bool HasManualInput => holds == Holds.Nothing;

    public override bool Enter(bool ignoreChecks)
    {
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        copter.Flight.Release();
        return true;
    }

    public override void Armed()
    {
        if (ArmedText is { } text)
        {
            copter.Output.Say(MavSeverity.Info, text);
        }
    }

    public override void Update(double dt)
    {
        var climb = copter.Flight.PilotClimb;
        switch (holds)
        {
            case Holds.Nothing when copter.Landed && copter.Radio.ThrottleZero:
            case Holds.Height or Holds.Place when copter.Landed && climb <= 0:
                copter.Flight.GroundIdle();
                break;
            case Holds.Nothing:
                copter.Flight.StickThrust();
                break;
            case Holds.Place:
                copter.Flight.Brake(0.8, copter.Parameters["LOIT_BRK_ACCEL"] / 100, climb, dt);
                break;
            default:
                copter.Flight.HoldHeight(climb, dt);
                break;
        }
    }
}
