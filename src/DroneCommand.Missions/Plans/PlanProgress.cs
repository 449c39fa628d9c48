using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;

namespace DroneCommand.Missions.Plans;

/// <summary>How far a vehicle is along its plan.</summary>
/// <param name="Leg">The leg under way, from 1; 0 before the first.</param>
/// <param name="Legs">How many legs cover ground.</param>
/// <param name="Fraction">Share of the length over ground that is done, 0 to 1.</param>
/// <param name="Remaining">Planned time to the end.</param>
/// <param name="Kind">What the leg under way is for.</param>
public sealed record PlanProgress(int Leg, int Legs, double Fraction, TimeSpan Remaining, LegKind Kind)
{
    /// <summary>Where the vehicle is, from the item that it carries out and its position.</summary>
    /// <param name="mission">The mission that the vehicle holds.</param>
    /// <param name="sequence">MISSION_CURRENT's seq, as its autopilot counts.</param>
    /// <param name="position">Null when not known: then the leg counts as not begun.</param>
    /// <param name="aboveHome">Tells the way back from the landing; null when not known.</param>
    public static PlanProgress At(
        PlannedMission mission,
        int sequence,
        GeoPoint? position,
        AltitudeAboveHome? aboveHome = null
    )
    {
        ArgumentNullException.ThrowIfNull(mission);
        var (index, done) = Where(mission, sequence, position, aboveHome);
        return Build(mission.Plan, index, done);
    }

    /// <summary>Index of the leg under way, and how much of it is done.</summary>
    internal static (int Leg, double Share) Where(
        PlannedMission mission,
        int sequence,
        GeoPoint? position,
        AltitudeAboveHome? aboveHome
    )
    {
        var plan = mission.Plan;
        var index = mission.LegIndexOf(sequence);
        var done = DoneShare(plan.Legs[index], position, aboveHome, plan.Vehicle.CruiseMps);
        if (plan.Legs[index].Kind == LegKind.Return && done >= 1 && index + 1 < plan.Legs.Count)
        {
            index++;
            done = DoneShare(plan.Legs[index], position, aboveHome, plan.Vehicle.CruiseMps);
        }

        return (index, done);
    }

    private static PlanProgress Build(Plan plan, int index, double done)
    {
        var leg = plan.Legs[index];
        var length =
            plan.Legs.Take(index).Sum(before => before.LengthMetres + before.TurningMetres) + done * leg.LengthMetres;
        var total = plan.LengthMetres;
        var remaining =
            plan.Legs.Skip(index + 1).Sum(after => after.Duration.TotalSeconds)
            + (1 - done) * leg.Duration.TotalSeconds;
        var number = leg.Kind == LegKind.Landing ? plan.LegCount : leg.Number;
        var fraction = total > 0 ? Math.Clamp(length / total, 0, 1) : 0;
        return new PlanProgress(number, plan.LegCount, fraction, TimeSpan.FromSeconds(remaining), leg.Kind);
    }

    private static double DoneShare(PlanLeg leg, GeoPoint? position, AltitudeAboveHome? aboveHome, double nearMetres)
    {
        if (leg.LengthMetres <= 0)
        {
            return aboveHome is { } height ? VerticalShare(leg, height.Metres) : 0;
        }

        if (position is not { IsValid: true } place)
        {
            return 0;
        }

        var frame = new LocalFrame(leg.From.Position);
        var (end, at) = (frame.ToLocal(leg.To.Position), frame.ToLocal(place));
        var along = (end.EastMetres * at.EastMetres + end.NorthMetres * at.NorthMetres) / leg.LengthMetres;
        var share = Math.Clamp(along / leg.LengthMetres, 0, 1);
        var near = Geodesic.Distance(place, leg.To.Position) <= Math.Max(1, nearMetres / 2);
        return leg.Kind == LegKind.Return && near ? 1 : share;
    }

    private static double VerticalShare(PlanLeg leg, double height)
    {
        var span = leg.To.Altitude.Metres - leg.From.Altitude.Metres;
        return span == 0 ? 0 : Math.Clamp((height - leg.From.Altitude.Metres) / span, 0, 1);
    }
}
