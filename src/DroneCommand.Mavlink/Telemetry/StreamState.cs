using System.Globalization;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>A message that a vehicle shall send, and how often.</summary>
/// <param name="MessageId">One of <see cref="MessageIds"/>.</param>
/// <param name="Hertz">Times a second.</param>
public readonly record struct StreamWish(uint MessageId, double Hertz)
{
    /// <summary>Only this kind of autopilot is asked; null for all.</summary>
    public MavAutopilot? OnlyOf { get; init; }

    /// <summary>This kind does not have it and is not asked; null for none.</summary>
    public MavAutopilot? NotOf { get; init; }

    /// <summary>True for an autopilot that is asked; one that is not known yet is asked for what only some lack.</summary>
    public bool Concerns(MavAutopilot? autopilot) =>
        (OnlyOf == null || OnlyOf == autopilot) && (NotOf == null || NotOf != autopilot);
}

/// <summary>What became of a wish.</summary>
/// <param name="Wish">The message and its rate.</param>
/// <param name="MeasuredHertz">What arrives, over the last seconds.</param>
/// <param name="Requests">How often it was asked for.</param>
/// <param name="Refusal">Why the vehicle does not send it; empty when it did not refuse.</param>
public sealed record StreamState(StreamWish Wish, double MeasuredHertz, int Requests, string Refusal)
{
    /// <summary>As MAVLink writes it.</summary>
    public string Name => MessageTable.NameOf(Wish.MessageId);

    /// <summary>For people: 'VFR_HUD: 0.5 of 2 a second, asked 3 times'.</summary>
    public override string ToString()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {MeasuredHertz:0.#} of {Wish.Hertz:0.#} a second, asked {Requests} time{(Requests == 1 ? "" : "s")}"
        );
        return Refusal.Length > 0 ? $"{text}, refused: {Refusal}" : text;
    }
}

/// <summary>Another ground station that sets the rates of the same vehicle.</summary>
/// <param name="SystemId">Null where it was not heard itself, but rates changed that had been as wanted.</param>
/// <param name="ComponentId">Null like <paramref name="SystemId"/>.</param>
/// <param name="How">For people: 'asks with REQUEST_DATA_STREAM', 'VFR_HUD fell from 2 to 0.5 a second'.</param>
/// <param name="At">When it was noticed last.</param>
public sealed record StreamCompetitor(byte? SystemId, byte? ComponentId, string How, DateTimeOffset At)
{
    /// <summary>For people.</summary>
    public override string ToString() =>
        SystemId is { } system
            ? $"the station of system {system}, component {ComponentId}, {How}"
            : $"a station that is not heard here: {How}";
}
