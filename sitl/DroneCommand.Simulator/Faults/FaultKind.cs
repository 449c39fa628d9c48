using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Faults;

/// <summary>What a fault is a fault of.</summary>
public enum FaultGroup
{
    /// <summary>Of the radio between the vehicle and the ground.</summary>
    Link,

    /// <summary>Of the vehicle: sensors, battery, motors, pilot.</summary>
    Vehicle,

    /// <summary>Of the vehicle's answers.</summary>
    Protocol,
}

/// <summary>The vehicle that a fault hits, and the fleet that it flies in.</summary>
public readonly record struct FaultTarget(SimulatedFleet Fleet, SimulatedVehicle Vehicle);

/// <summary>Sets a fault on and returns what takes it away again; null when it is over at once.</summary>
/// <param name="target">Whom it hits.</param>
/// <param name="argument">The parts of its argument, without the time that it lasts.</param>
public delegate Action? FaultBegin(FaultTarget target, IReadOnlyList<double> argument);

/// <summary>One kind of fault: how it is called, what its argument means, and what it does to a vehicle.</summary>
/// <param name="Name">The name on the command line, in scenarios and on the control socket.</param>
/// <param name="Group">What it is a fault of.</param>
/// <param name="Help">One line for people: what happens.</param>
/// <param name="Seen">One line for people: how it shows at the other end.</param>
/// <param name="Begin">Sets it on.</param>
public sealed record FaultKind(string Name, FaultGroup Group, string Help, string Seen, FaultBegin Begin)
{
    /// <summary>The parts of its argument, in their order, with slashes between them.</summary>
    public IReadOnlyList<FaultArgument> Arguments { get; init; } = [];

    /// <summary>The only kind of vehicle that it can hit; null for any.</summary>
    public VehicleKind? Only { get; init; }

    /// <summary>True when it is over at once, and nothing can be cleared.</summary>
    public bool IsInstant { get; init; }

    /// <summary>All that may be written behind the equals sign: the time that it lasts is the last part.</summary>
    public IReadOnlyList<FaultArgument> Parts => IsInstant ? Arguments : [.. Arguments, FaultArgument.Lasting];

    /// <summary>How it is written.</summary>
    public string Syntax
    {
        get
        {
            var syntax = "";
            foreach (var part in Parts.Reverse())
            {
                syntax = $"[{(part == Parts[0] ? '=' : '/')}{part.Name}{syntax}]";
            }

            return Name + syntax;
        }
    }

    /// <summary>Reads an argument into the values of <see cref="Parts"/>.</summary>
    /// <exception cref="FormatException">A part is wrong or there are too many; the message is one line.</exception>
    internal IReadOnlyList<double> Read(string? argument)
    {
        var given = string.IsNullOrEmpty(argument) ? [] : argument.Split('/');
        if (given.Length > Parts.Count)
        {
            throw new FormatException(
                $"fault '{Name}': '{argument}' has more parts than {(Parts.Count == 0 ? Name : Syntax)}"
            );
        }

        var values = new double[Parts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i < given.Length ? Parts[i].Read(Name, given[i].Trim()) : Parts[i].Default;
        }

        return values;
    }
}
