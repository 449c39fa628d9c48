using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// Makes the pre-arm checks once a second. What is wrong is said every 31 s, and in the second after one of the sensors
/// failed.
/// </summary>
internal sealed class PreArmWatch(IAutopilotOutput output)
{
    // More than 30 s, looked at once a second.
    private const double ShownEverySeconds = 30.5;
    private const double SoonAfterSeconds = 4;

    private bool _wasHealthy;
    private bool _soon;
    private double _next = 1;
    private double _lastShown;

    /// <summary>True once the last check passed.</summary>
    public bool Passed { get; private set; }

    /// <summary>The next look is now, and says what it finds.</summary>
    public void LookNow(double now) => (_next, _lastShown) = (now, double.NegativeInfinity);

    /// <summary>Looks when it is time to.</summary>
    /// <param name="now">Seconds since power-on.</param>
    /// <param name="find">What keeps the vehicle from arming.</param>
    /// <param name="healthy">Whether all sensors are well.</param>
    public void Step(double now, Func<List<string>> find, Func<bool> healthy)
    {
        if (now < _next)
        {
            return;
        }

        _next = Math.Max(_next + 1, now + 0.5);
        var problems = find();
        Passed = problems.Count == 0;
        var soon = _soon && now - _lastShown > SoonAfterSeconds;
        var well = healthy();
        (_soon, _wasHealthy) = (_wasHealthy && !well, well);
        if (!soon && now - _lastShown < ShownEverySeconds)
        {
            return;
        }

        _lastShown = now;
        foreach (var problem in problems)
        {
            output.Say(MavSeverity.Critical, $"PreArm: {problem}");
        }
    }
}
