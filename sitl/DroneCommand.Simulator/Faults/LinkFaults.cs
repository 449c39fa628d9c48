using DroneCommand.Simulator.Relay;

namespace DroneCommand.Simulator.Faults;

/// <summary>What the link relay does to a link, by the same names, on the link of each vehicle.</summary>
internal static class LinkFaults
{
    private const double LongestTravel = 60;

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Condition(
            "loss",
            "loses this share of the datagrams, each way",
            "gaps in the sequence numbers; commands and transfers that are sent again",
            [FaultArgument.Share("SHARE", 0.1)],
            (c, a) => c with { Loss = a[0] },
            c => c with { Loss = 0 }
        ),
        Condition(
            "delay",
            "everything arrives later by this time, each way",
            "answers come after twice that time",
            [FaultArgument.Time("TIME", 0, LongestTravel, 1)],
            (c, a) => c with { Delay = TimeSpan.FromSeconds(a[0]) },
            c => c with { Delay = TimeSpan.Zero }
        ),
        Condition(
            "jitter",
            "the time on the way varies by up to this much; what takes less overtakes what takes more",
            "frames arrive unevenly, and some out of order",
            [FaultArgument.Time("TIME", 0, LongestTravel, 0.5)],
            (c, a) => c with { Jitter = TimeSpan.FromSeconds(a[0]) },
            c => c with { Jitter = TimeSpan.Zero }
        ),
        Condition(
            "duplicate",
            "this share of the datagrams arrives twice",
            "the same frame twice",
            [FaultArgument.Share("SHARE", 0.2)],
            (c, a) => c with { Duplicate = a[0] },
            c => c with { Duplicate = 0 }
        ),
        Condition(
            "reorder",
            "a datagram may be overtaken by so many later ones",
            "older values after newer ones",
            [new FaultArgument("WINDOW", 1, 1000, 16)],
            (c, a) => c with { Reorder = (int)a[0] },
            c => c with { Reorder = 0 }
        ),
        Condition(
            "bandwidth",
            "the line carries so many bits per second, each way; what finds no room is lost",
            "telemetry thins out and comes late",
            [new FaultArgument("BITS", 300, 1e9, 9600)],
            (c, a) => c with { Bandwidth = (int)a[0] },
            c => c with { Bandwidth = null }
        ),
        Condition(
            "one-way",
            "only this direction still carries: down is from the vehicle",
            "down: telemetry, but no answer to anything; up: silence, and the vehicle hears",
            [FaultArgument.Choice("DIRECTION", "down", "up")],
            (c, a) => c with { OneWay = a[0] == 0 ? RelayDirection.Down : RelayDirection.Up },
            c => c with { OneWay = null }
        ),
        Condition(
            "flap",
            "the link is there and gone, there and gone",
            "silence at intervals",
            [FaultArgument.Time("THERE", 0.1, 3600, 1), FaultArgument.Time("GONE", 0.1, 3600, 1)],
            (c, a) => c with { Flap = (TimeSpan.FromSeconds(a[0]), TimeSpan.FromSeconds(a[1])) },
            c => c with { Flap = null }
        ),
        Condition(
            "address-change",
            "the vehicle appears from another address every so often (over UDP and TCP)",
            "the same vehicle from a new port",
            [FaultArgument.Time("EVERY", 0.1, 3600, 30)],
            (c, a) => c with { AddressChange = TimeSpan.FromSeconds(a[0]) },
            c => c with { AddressChange = null }
        ),
        new(
            "radio-silence",
            FaultGroup.Link,
            "neither sends nor hears",
            "silence; then the vehicle's own failsafe for a lost ground station",
            (target, _) =>
            {
                target.Vehicle.Radio.IsSilent = true;
                return () => target.Vehicle.Radio.IsSilent = false;
            }
        ),
    ];

    private static FaultKind Condition(
        string name,
        string help,
        string seen,
        IReadOnlyList<FaultArgument> arguments,
        Func<RelayConditions, IReadOnlyList<double>, RelayConditions> worsen,
        Func<RelayConditions, RelayConditions> mend
    ) =>
        new(
            name,
            FaultGroup.Link,
            help,
            seen,
            (target, values) =>
            {
                var radio = target.Vehicle.Radio;
                radio.Conditions = worsen(radio.Conditions, values);
                return () => radio.Conditions = mend(radio.Conditions);
            }
        )
        {
            Arguments = arguments,
        };
}
