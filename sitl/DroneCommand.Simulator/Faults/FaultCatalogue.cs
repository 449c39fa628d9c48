using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Faults;

/// <summary>One kind of fault: how it is called, what its argument means, and what it does to a vehicle.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Help">One line for people, with the argument's meaning.</param>
/// <param name="Low">Least value of a numeric argument.</param>
/// <param name="High">Greatest value of a numeric argument.</param>
/// <param name="Default">The argument's value when none is given; NaN means "for ever".</param>
/// <param name="Begin">Sets it on.</param>
/// <param name="End">Takes it away again; null when it cannot be.</param>
public sealed record FaultKind(
    string Name,
    string Help,
    double Low,
    double High,
    double Default,
    Action<SimulatedVehicle, double> Begin,
    Action<SimulatedVehicle>? End
);

/// <summary>All faults that the simulator knows.</summary>
public static class FaultCatalogue
{
    private const double Forever = double.NaN;
    private const double LongestSeconds = 86_400;

    /// <summary>Faults whose argument is the time that they last, in seconds (none: for ever).</summary>
    private static readonly HashSet<string> Lasting =
    [
        "gps-loss",
        "radio-silence",
        "arming-refused",
        "stuck",
        "rc-loss",
    ];

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new(
            "loss",
            "loses this share of the datagrams, each way (0 to 1)",
            0,
            1,
            0.1,
            (v, share) => v.Faults.LossShare = share,
            v => v.Faults.LossShare = 0
        ),
        new(
            "radio-silence",
            "neither sends nor hears, for so many seconds",
            0,
            LongestSeconds,
            Forever,
            (v, _) => v.Faults.RadioSilent = true,
            v => v.Faults.RadioSilent = false
        ),
        new(
            "arming-refused",
            "fails its pre-arm check (compass), for so many seconds",
            0,
            LongestSeconds,
            Forever,
            (v, _) => v.Faults.ArmingRefusal = "Compass not healthy",
            v => v.Faults.ArmingRefusal = null
        ),
        new(
            "gps-loss",
            "loses all satellites, for so many seconds",
            0,
            LongestSeconds,
            Forever,
            (v, _) => v.Gps.SkyLost = true,
            v => v.Gps.SkyLost = false
        ),
        new(
            "gps-glitch",
            "its fix jumps by so many metres north",
            -10_000,
            10_000,
            30,
            (v, metres) => v.Gps.GlitchNorthM = metres,
            v => v.Gps.GlitchNorthM = 0
        ),
        new(
            "rc-loss",
            "the pilot's radio falls silent, for so many seconds",
            0,
            LongestSeconds,
            Forever,
            (v, _) => v.Faults.RcLost = true,
            v => v.Faults.RcLost = false
        ),
        new(
            "battery-voltage",
            "its battery gives this voltage",
            0,
            100,
            10,
            (v, volts) => v.SetVoltage(volts),
            v => v.SetVoltage(null)
        ),
        new(
            "battery",
            "has only this share of its charge left (percent)",
            0,
            100,
            20,
            (v, percent) => v.SetCharge(percent),
            null
        ),
        new(
            "stuck",
            "a rover cannot move, for so many seconds",
            0,
            LongestSeconds,
            Forever,
            (v, _) => v.SetStuck(true),
            v => v.SetStuck(false)
        ),
        new("reboot", "the autopilot restarts, also in flight", 0, 0, 0, (v, _) => v.Reboot(), null),
    ];

    /// <summary>The kind that a spec names.</summary>
    public static FaultKind Of(FaultSpec spec) => All.First(k => k.Name == spec.Name);

    /// <summary>The argument as a number.</summary>
    public static double ArgumentOf(FaultSpec spec)
    {
        var kind = Of(spec);
        return spec.Argument is { } text ? FaultSpec.Number(spec.Name, text, kind.Low, kind.High) : kind.Default;
    }

    /// <summary>Seconds that it lasts; infinite unless its argument says so.</summary>
    public static double SecondsOf(FaultSpec spec)
    {
        var argument = ArgumentOf(spec);
        return Lasting.Contains(spec.Name) && double.IsFinite(argument) ? argument : double.PositiveInfinity;
    }

    /// <exception cref="FormatException">There is no such fault, or its argument is none.</exception>
    internal static void Check(FaultSpec spec, string text)
    {
        if (All.All(k => k.Name != spec.Name))
        {
            var known = string.Join(", ", All.Select(k => k.Name));
            throw new FormatException($"unknown fault '{spec.Name}' in '{text}': there are {known}");
        }

        _ = ArgumentOf(spec);
    }
}
