using DroneCommand.FlightCards.Expectations;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards.Cards;

/// <summary>One acceptance flight as its file describes it, checked. It says nothing of what flies it.</summary>
public sealed record FlightCard
{
    /// <summary>The file's name without its ending.</summary>
    public required string Id { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it proves, in one or two sentences.</summary>
    public required string Summary { get; init; }

    public required VehicleFamily Vehicle { get; init; }

    /// <summary>Where it is flown.</summary>
    public required Site Site { get; init; }

    /// <summary>Where the vehicle stands at the start.</summary>
    public required Dock Dock { get; init; }

    public required CardConditions Given { get; init; }

    public required IReadOnlyList<CardStep> Steps { get; init; }

    public required IReadOnlyList<Expectation> Expectations { get; init; }
}

/// <summary>What holds before the first step.</summary>
public sealed record CardConditions
{
    /// <summary>Parameters beyond those of sitl/params, by name.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>Steady wind, m/s.</summary>
    public double WindMps { get; init; }

    /// <summary>Where it comes from, degrees.</summary>
    public double WindFromDeg { get; init; }

    /// <summary>Standard deviation of gusts, m/s.</summary>
    public double GustMps { get; init; }
}

/// <summary>What is wrong with a card's file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Column">From 1; 0 for the file as a whole.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record CardProblem(string File, int Line, int Column, string Reason)
{
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {Reason}");
}

/// <summary>A card, or why there is none.</summary>
/// <param name="Card">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a card.</param>
public sealed record CardReadResult(FlightCard? Card, IReadOnlyList<CardProblem> Problems);
