using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Simulator.Relay;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Benchmarks.Loss;

/// <summary>A copter in the air is told to return over a lossy link.</summary>
/// <param name="Changed">From the call to the vehicle's change of mode; null when it never changed.</param>
/// <param name="FalseClaim">It was called done although the vehicle does not return.</param>
/// <param name="Sends">How many commands left.</param>
public sealed record ReturnRun(TimeSpan? Changed, bool FalseClaim, int Sends)
{
    private const uint Guided = 4;
    private const uint Return = 6;

    public static ReturnRun At(double loss, int seed)
    {
        ReturnRun? run = null;
        var setup = new FlightSetup
        {
            Link = new RelayConditions { Seed = seed, Delay = TimeSpan.FromMilliseconds(20) },
            Accompanied = false,
        };
        VirtualFlight.Run(setup, async flight => run = await Fly(flight, loss));
        return run!;
    }

    private static async Task<ReturnRun> Fly(VirtualFlight flight, double loss)
    {
        var autopilot = flight.Vehicle.Autopilot;
        await TakeOff(flight);

        flight.Relay.Conditions = flight.Relay.Conditions with { Loss = loss };
        var begun = flight.Time.GetTimestamp();
        var sent = flight.Relay.Up.Taken;
        TimeSpan? changed = null;
        flight.Stepping = () => changed ??= autopilot.Mode.Number == Return ? flight.Time.GetElapsedTime(begun) : null;
        var result = await new ReturnSequence(flight.Services).Run();
        return new ReturnRun(
            changed,
            result.IsDone && autopilot.Mode.Number != Return,
            (int)(flight.Relay.Up.Taken - sent)
        );
    }

    private static async Task TakeOff(VirtualFlight flight)
    {
        await flight.Until(() => flight.Services.Autopilot is not null, 10, "the first heartbeat");
        await Task.Delay(TimeSpan.FromSeconds(3), flight.Time);
        CommandLongRequest[] steps =
        [
            new(MavCmd.DoSetMode, (float)MavModeFlag.CustomModeEnabled, Guided),
            new(MavCmd.ComponentArmDisarm, 1),
            new(MavCmd.NavTakeoff, Param7: 10),
        ];
        foreach (var step in steps)
        {
            var result = await flight.Services.Commands.Send(step);
            if (!result.IsAccepted)
                throw new InvalidOperationException($"{step.Command}: {result.Reason}");
        }
        await flight.Until(() => flight.Vehicle.Autopilot.AboveHomeM > 9, 30, "the take-off");
    }
}
