namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// STAT_RUNTIME and STAT_FLTTIME, seconds over all boots: stored every half minute and at each end of a flight, and told
/// then as the real autopilot tells whatever it stores itself.
/// </summary>
internal sealed class Statistics(ParameterTable parameters, IAutopilotOutput output)
{
    private const double EverySeconds = 30.5;

    private readonly double _runtimeBefore = parameters["STAT_RUNTIME"];
    private double _flown = parameters["STAT_FLTTIME"];
    private double _next = EverySeconds;
    private bool _wasFlying;

    public void Step(double now, double dt, bool flying)
    {
        _flown += flying ? dt : 0;
        if (now >= _next || (_wasFlying && !flying))
        {
            _next = Math.Max(_next, now + EverySeconds);
            Store("STAT_FLTTIME", _flown);
            Store("STAT_RUNTIME", _runtimeBefore + now);
        }

        _wasFlying = flying;
    }

    private void Store(string name, double seconds)
    {
        var before = parameters[name];
        parameters.SetIfKnown(name, Math.Floor(seconds));
        if (parameters[name] != before)
        {
            output.ParameterStored(name);
        }
    }
}
