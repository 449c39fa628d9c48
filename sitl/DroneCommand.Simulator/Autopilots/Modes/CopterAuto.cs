using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>Flies the mission. On the ground it waits for MISSION_START.</summary>
public sealed class CopterAuto(Copter copter, CopterMission mission) : FlightMode(Id, "AUTO")
{
    public const byte Id = 3;

    /// <summary>AUTO RTL: no mode of its own, but reported as one.</summary>
    public const byte ReturnId = 27;

    private bool _resumes;

    private bool _waitingToStart;
    private int _seenVersion;

    /// <summary>True while it comes home by the mission's landing sequence.</summary>
    public bool Returning { get; set; }

    public override bool AllowsArming => !Returning && ((int)copter.Parameters["AUTO_OPTIONS"] & 1) != 0;

    public override bool IsAutopilot => true;

    public override bool IsLanding => mission.IsLanding;

    public override ModeTarget? Target => mission.Destination is { } to ? copter.TargetOf(to) : null;

    public override bool Enter(bool ignoreChecks)
    {
        var store = copter.Memory.Mission;
        if (!store.HasMission && !ignoreChecks)
        {
            return false;
        }

        if (copter.Armed && copter.Landed && !copter.Mission.StartsWithTakeoff(copter.Parameters.IsSet("MIS_RESTART")))
        {
            copter.Output.Say(MavSeverity.Critical, "Auto: Missing Takeoff Cmd");
            return false;
        }

        Returning = false;
        mission.Prepare();
        (_waitingToStart, _seenVersion) = (true, store.Version);
        return true;
    }

    /// <summary>The next start goes on from the present item, whatever MIS_RESTART says.</summary>
    public void ResumeOnce() => _resumes = true;

    public override void Exit()
    {
        Returning = false;
        copter.Mission.Stop();
    }

    public override void Update(double dt)
    {
        UpdateMission();
        mission.Update(dt);
    }

    /// <summary>MISSION_START: begins now. On entry of the mode the next step begins once more, and says so once more.</summary>
    public void StartNow()
    {
        if (copter.Mission.State != MissionState.Active)
        {
            copter.Mission.StartOrResume(Restarts());
        }
    }

    /// <summary>While disarmed the mission is started, but nothing flies it.</summary>
    public void UpdateOnGround() => UpdateMission();

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond) =>
        mission.ChangeSpeed(kind, metresPerSecond);

    public override bool Pause()
    {
        if (!mission.OnALeg || copter.Flight.Navigator.Paused)
        {
            return false;
        }

        copter.Flight.Navigator.Paused = true;
        return true;
    }

    public override bool Resume()
    {
        copter.Flight.Navigator.Paused = false;
        return true;
    }

    private void UpdateMission()
    {
        if (_waitingToStart)
        {
            if (copter.Estimator.OriginSet)
            {
                _waitingToStart = false;
                copter.Mission.StartOrResume(Restarts());
                _seenVersion = copter.Memory.Mission.Version;
            }

            return;
        }

        NoticeChange();
        copter.Mission.Update();
        Returning &= copter.Mission.InLandingSequence || copter.Mission.State == MissionState.Complete;
    }

    private bool Restarts()
    {
        var restarts = copter.Parameters.IsSet("MIS_RESTART") && !_resumes;
        _resumes = false;
        return restarts;
    }

    private void NoticeChange()
    {
        var version = copter.Memory.Mission.Version;
        if (version == _seenVersion)
        {
            return;
        }

        _seenVersion = version;
        if (copter.Mission.State == MissionState.Active && mission.Flying)
        {
            var restarted = copter.Mission.RestartNavigation();
            copter.Output.Say(
                MavSeverity.Critical,
                restarted
                    ? "Auto mission changed, restarted command"
                    : "Auto mission changed but failed to restart command"
            );
        }
    }
}
