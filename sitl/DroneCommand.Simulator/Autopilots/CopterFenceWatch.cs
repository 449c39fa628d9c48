using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>What a copter does when it crosses its fence (FENCE_ACTION).</summary>
internal sealed class CopterFenceWatch(Copter copter)
{
    private const double Seconds = 0.04;
    private const double GiveUpM = 100;

    private double _next;

    private enum Action
    {
        ReportOnly = 0,
        ReturnOrLand = 1,
        AlwaysLand = 2,
        SmartReturnOrReturnOrLand = 3,
        BrakeOrLand = 4,
        SmartReturnOrLand = 5,
    }

    public void Step()
    {
        if (copter.Now < _next)
        {
            return;
        }

        _next = copter.Now + Seconds;
        var grounded = copter.Mode.IsLanding || copter.Landed || !copter.Armed;
        copter.Fence.Check(copter.Estimator.Position, copter.Estimator.Place, copter.Home, copter.Now, grounded);
        if (copter.Fence.FloorEnabled)
        {
            copter.Output.Say(MavSeverity.Notice, "Min Alt fence enabled (auto enable)");
        }

        if (copter.Fence.Cleared && !copter.Landed)
        {
            copter.Output.Say(MavSeverity.Notice, "Fence breach cleared");
        }

        if (copter.Fence.New != FenceKinds.None && copter.Armed)
        {
            Breached();
        }
    }

    private void Breached()
    {
        if (!copter.Landed)
        {
            copter.Output.Say(MavSeverity.Notice, $"{FenceMonitor.Names(copter.Fence.New)} breached");
            copter.Output.FenceBreached();
        }

        var action = (Action)(int)copter.Parameters["FENCE_ACTION"];
        if (action == Action.ReportOnly)
        {
            return;
        }

        if (copter.Landed)
        {
            copter.DisarmNow();
            return;
        }

        if (copter.Fence.DistanceOutside > GiveUpM)
        {
            Enter(CopterLand.Id);
            return;
        }

        byte[] modes = action switch
        {
            Action.AlwaysLand => [CopterLand.Id],
            Action.SmartReturnOrReturnOrLand => [CopterSmartReturn.Id, CopterReturn.Id, CopterLand.Id],
            Action.BrakeOrLand => [CopterBrake.Id, CopterLand.Id],
            Action.SmartReturnOrLand => [CopterSmartReturn.Id, CopterLand.Id],
            _ => [CopterReturn.Id, CopterLand.Id],
        };
        _ = modes.Any(Enter);
    }

    private bool Enter(byte mode) => copter.SetMode(mode, ModeReason.FenceBreach);
}
