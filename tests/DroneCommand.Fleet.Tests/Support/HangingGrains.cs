using System.Reflection;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>The real grains, but for vehicles' uplinks, whose answers to reports can be held back as a dead silo would.</summary>
public class HangingGrains : DispatchProxy
{
    private IGrainFactory grains = null!;
    private Hold hold = null!;

    public static (IGrainFactory Grains, Hold Hold) Over(IGrainFactory grains)
    {
        var factory = Create<IGrainFactory, HangingGrains>();
        var proxy = (HangingGrains)(object)factory;
        (proxy.grains, proxy.hold) = (grains, new Hold());
        return (factory, proxy.hold);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var made = targetMethod!.Invoke(grains, args);
        return made is IVehicleUplink uplink ? new Uplink(uplink, hold) : made;
    }

    /// <summary>While it is closed no report is answered.</summary>
    public sealed class Hold
    {
        private volatile TaskCompletionSource? closed;

        internal Task Passed => closed?.Task ?? Task.CompletedTask;

        public void Close() => closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open()
        {
            var waiting = closed;
            closed = null;
            waiting?.SetResult();
        }
    }

    private sealed class Uplink(IVehicleUplink uplink, Hold hold) : IVehicleUplink
    {
        public Task<LinkLease?> Attach(IVehicleDownlink downlink, string heardAt) => uplink.Attach(downlink, heardAt);

        public async Task<LinkLease?> Report(VehicleTelemetry report)
        {
            await hold.Passed;
            return await uplink.Report(report);
        }

        public Task ReportModeChange(ModeChange change) => uplink.ReportModeChange(change);

        public Task ReportMessage(VehicleMessage message) => uplink.ReportMessage(message);

        public Task ReportPhase(Guid operationId, string phase) => uplink.ReportPhase(operationId, phase);

        public Task ReportEnd(Guid operationId, CommandOutcome outcome) => uplink.ReportEnd(operationId, outcome);

        public Task<StationConsent> AskForStation(StationAsk ask) => uplink.AskForStation(ask);

        public Task ReportStationEnd(StationAsk ask, string? kept) => uplink.ReportStationEnd(ask, kept);
    }
}
