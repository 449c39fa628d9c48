using System.Globalization;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Simulator.Faults;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// The simulator's faults on a real autopilot: those of the link are made at our end, the others by the parameters with
/// which ArduPilot's own simulator is made to fail. An airframe has no such parameters, and is left alone.
/// </summary>
internal sealed class SitlFaults(LinkedVehicle vehicle) : IFaults
{
    // How ArduPilot's forced reboot is told from a mistake.
    private const float MeansIt = 20190226;

    private const double MetresPerDegree = 111_319.5;

    /// <summary>Parameters that make a fault, with what they are without it.</summary>
    private static readonly Dictionary<string, (string Name, Func<double, double> With, double Without)[]> ByParameter =
        new(StringComparer.Ordinal)
        {
            ["gps-loss"] = [("SIM_GPS1_ENABLE", _ => 0, 1)],
            ["gps-glitch"] = [("SIM_GPS1_GLTCH_X", metres => metres / MetresPerDegree, 0)],
            ["rc-loss"] = [("SIM_RC_FAIL", _ => 1, 0)],
            ["battery-voltage"] = [("SIM_BATT_VOLTAGE", volts => volts, 12.6)],
            ["arming-refused"] =
            [
                ("SIM_MAG1_FAIL", _ => 1, 0),
                ("SIM_MAG2_FAIL", _ => 1, 0),
                ("SIM_MAG3_FAIL", _ => 1, 0),
            ],
            // Both wheels' outputs come to nothing.
            ["stuck"] = [("SIM_ENGINE_MUL", _ => 0, 1), ("SIM_ENGINE_FAIL", _ => 5, 0)],
        };

    public Task<SequenceResult> Begin(string fault, CancellationToken stop) =>
        Change(FaultSpec.Parse(fault), true, stop);

    public Task<SequenceResult> End(string fault, CancellationToken stop) =>
        Change(FaultSpec.Parse(fault), false, stop);

    private async Task<SequenceResult> Change(FaultSpec fault, bool on, CancellationToken stop)
    {
        var argument = FaultCatalogue.ArgumentOf(fault);
        switch (fault.Name)
        {
            case "radio-silence":
                vehicle.Silent = on;
                return Done(on ? "nothing goes over the link" : "the link carries again");
            case "loss":
                vehicle.Loss = on ? argument : 0;
                return Done(string.Create(CultureInfo.InvariantCulture, $"the link loses {vehicle.Loss:P0}"));
            case "battery" when on:
                return await Drain(argument, stop);
            case "reboot" when on:
                return await Command(new CommandLongRequest(MavCmd.PreflightRebootShutdown, 1, Param6: MeansIt), stop);
            default:
                return ByParameter.TryGetValue(fault.Name, out var parameters)
                    ? await Set(fault, [.. parameters.Select(p => (p.Name, on ? p.With(argument) : p.Without))], stop)
                    : Impossible($"ArduPilot's simulator cannot be made to have '{fault.Name}'");
        }
    }

    /// <summary>
    /// The autopilot's own command for an exchanged pack sets the charge, but takes the level that it then has for known: the
    /// levels are raised again behind it, so that they are crossed.
    /// </summary>
    private async Task<SequenceResult> Drain(double percent, CancellationToken stop)
    {
        string[] levels = ["BATT_LOW_MAH", "BATT_CRT_MAH"];
        var before = new List<(string Name, double Value)>();
        foreach (var level in levels)
        {
            var read = await vehicle.Services.Parameters.Read(level, stop);
            before.Add((level, read.Value));
            await vehicle.Services.Parameters.Set(level, 0, stop);
        }

        var reset = await Command(new CommandLongRequest(MavCmd.BatteryReset, 1, (float)percent), stop);
        // The worse one first: else the other would be seen to be crossed before it.
        foreach (var (name, value) in Enumerable.Reverse(before))
        {
            await vehicle.Services.Parameters.Set(name, value, stop);
        }

        return reset.IsDone
            ? Done(string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} % of the charge is left"))
            : reset;
    }

    private async Task<SequenceResult> Command(CommandLongRequest request, CancellationToken stop)
    {
        // Not ours: what makes the fault must not look like an order of the flight.
        var result = await vehicle.Second.Services.Commands.Send(request, new CommandOptions { MaxSends = 1 }, stop);
        return result.IsAccepted ? Done($"{request.Command} accepted") : Impossible(result.Reason);
    }

    private async Task<SequenceResult> Set(
        FaultSpec fault,
        IReadOnlyList<(string Name, double Value)> parameters,
        CancellationToken stop
    )
    {
        foreach (var (name, value) in parameters)
        {
            var set = await vehicle.Services.Parameters.Set(name, value, stop);
            if (set.End != ParameterEnd.Done)
            {
                return Impossible($"this vehicle has no {name}: '{fault.Name}' is for simulators");
            }
        }

        return Done(
            string.Join(
                ", ",
                parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} is {p.Value:0.######}"))
            )
        );
    }

    private static SequenceResult Done(string text) => new(SequenceEnd.Done, text, TimeSpan.Zero);

    private static SequenceResult Impossible(string text) => new(SequenceEnd.RefusedByUs, text, TimeSpan.Zero);
}
