using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>What keeps a copter from arming, in ArduCopter's words and order.</summary>
internal sealed class CopterChecks(Copter copter)
{
    private ParameterTable Parameters => copter.Parameters;

    private bool Fenced => (copter.Fence.Enabled & (FenceKinds.Circle | FenceKinds.Polygon)) != FenceKinds.None;

    private bool NeedsTerrain =>
        Enumerable.Range(0, copter.Memory.Mission.Count).Any(i => copter.Memory.Mission[i].AboveTerrain);

    /// <summary>What is looked at all the time; <paramref name="common"/> is what every kind of vehicle looks at.</summary>
    public IEnumerable<string> PreArm(IEnumerable<string> common)
    {
        foreach (var problem in OfParameters())
        {
            yield return problem;
        }

        if (copter.Radio.ThrottleTooLow)
        {
            yield return "Throttle below failsafe";
        }

        var needsFix = copter.Mode.RequiresPosition || Fenced;
        var badFix = needsFix && copter.Home is not null && copter.Gps.Fix < GpsFix.Fix3D;
        foreach (var problem in common.Concat(badFix ? ["GPS 1: Bad fix"] : Mandatory()))
        {
            yield return problem;
        }

        foreach (var problem in OfFailsafes())
        {
            yield return problem;
        }

        if (copter.Fence.Problem(copter.Home is not null) is { } fence)
        {
            yield return fence;
        }

        if (NeedsTerrain && !copter.KnowsTerrain)
        {
            yield return "waiting for terrain data";
        }

        if (copter.InMission && !copter.Memory.Mission.HasMission)
        {
            yield return "Mode requires mission";
        }
    }

    /// <summary>What is looked at only in the moment of arming, once the rest is well.</summary>
    public IEnumerable<string> Arm()
    {
        if (!copter.Mode.AllowsArming)
        {
            yield return $"{copter.Mode.Name} mode not armable";
        }
        else if (copter.CopterBody.Wrecked && Parameters.IsSet("ARMING_CHECK"))
        {
            yield return "Leaning";
        }
    }

    /// <summary>What no magic number and no parameter takes away.</summary>
    public IEnumerable<string> Mandatory()
    {
        if (copter.Mode.RequiresPosition && copter.Home is null)
        {
            yield return "AHRS: waiting for home";
        }
        else if (!copter.PositionOk && (copter.Mode.RequiresPosition || Fenced))
        {
            yield return copter.Mode.RequiresPosition
                ? "Need Position Estimate"
                : "Fence enabled, need position estimate";
        }
    }

    private IEnumerable<string> OfParameters()
    {
        if (Parameters.IsSet("FS_THR_ENABLE") && Parameters["FS_THR_VALUE"] is < 910 or >= 990)
        {
            yield return "Check FS_THR_VALUE";
        }
        else if (Parameters["ANGLE_MAX"] is < 1000 or > 8000)
        {
            yield return "Check ANGLE_MAX";
        }
        else if (Parameters["PILOT_SPEED_UP"] <= 0)
        {
            yield return "Check PILOT_SPEED_UP";
        }

        if (Parameters["FS_GCS_ENABLE"] == 2)
        {
            yield return "FS_GCS_ENABLE=2 removed, see FS_OPTIONS";
        }
    }

    private IEnumerable<string> OfFailsafes()
    {
        if (copter.Radio.Failed)
        {
            yield return "Radio failsafe on";
        }

        if (copter.Battery.Level > BatteryLevel.Good)
        {
            yield return "Battery failsafe";
        }

        if (copter.Gcs.Lost)
        {
            yield return "GCS failsafe on";
        }
    }
}
