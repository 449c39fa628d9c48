using System.Reflection;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Viewer;

/// <summary>One command as a fake grain received it.</summary>
public sealed record ReceivedCommand(string GrainId, string Name, CommandRequest Request, object?[] Arguments);

/// <summary>Stands in for the silo: records every command and answers as told.</summary>
public sealed class FakeGrains
{
    public FakeGrains() => Factory = FactoryProxy.Create(this);

    public IGrainFactory Factory { get; }

    /// <summary>In the order in which they came.</summary>
    public List<ReceivedCommand> Received { get; } = [];

    /// <summary>How a command ends; the default is done.</summary>
    public Func<ReceivedCommand, Task<CommandOutcome>> Answer { get; set; } =
        _ => Task.FromResult(new CommandOutcome(OutcomeKind.Done, "seen after 0.4 s", TimeSpan.FromSeconds(0.4)));

    public List<PatrolView> Patrols { get; } = [];

    public List<RegisteredVehicle> Registered { get; } = [];

    public List<DiscoveredVehicle> Discovered { get; } = [];

    internal Task<CommandOutcome> Receive(string grain, string name, CommandRequest request, params object?[] rest)
    {
        var command = new ReceivedCommand(grain, name, request, rest);
        Received.Add(command);
        return Answer(command);
    }

    internal object Make(Type grain, string key)
    {
        if (grain == typeof(IVehicleGrain))
        {
            return new FakeVehicle(this, key);
        }

        if (grain == typeof(IPatrolGrain))
        {
            return new FakePatrol(this, key);
        }

        if (grain == typeof(IPatrolDirectoryGrain))
        {
            return new FakeDirectory(this);
        }

        return grain == typeof(IVehicleRegistryGrain)
            ? new FakeRegistry(this)
            : throw new NotSupportedException($"no fake for {grain.Name}");
    }

    /// <summary>Public, not sealed and with a plain constructor, because the proxy's type derives from it.</summary>
    public class FactoryProxy : DispatchProxy
    {
        private FakeGrains? grains;

        internal static IGrainFactory Create(FakeGrains grains)
        {
            var factory = Create<IGrainFactory, FactoryProxy>();
            ((FactoryProxy)(object)factory).grains = grains;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod is { Name: "GetGrain", IsGenericMethod: true } && args is [string key, ..]
                ? grains!.Make(targetMethod.GetGenericArguments()[0], key)
                : throw new NotSupportedException($"{targetMethod?.Name} is not faked");
    }

    private sealed class FakeVehicle(FakeGrains grains, string id) : IVehicleGrain
    {
        public Task<VehicleView> View() => throw new NotSupportedException("pages read the feed");

        public Task<CommandOutcome> Hold(CommandRequest request) => grains.Receive(id, "hold", request);

        public Task<CommandOutcome> Return(CommandRequest request) => grains.Receive(id, "return", request);

        public Task<CommandOutcome> Land(CommandRequest request) => grains.Receive(id, "land", request);

        public Task<CommandOutcome> Resume(CommandRequest request) => grains.Receive(id, "resume", request);

        public Task<CommandOutcome> GoTo(CommandRequest request, GeoPoint target, AltitudeAboveHome? altitude) =>
            grains.Receive(id, "go-to", request, target, altitude);

        public Task<CommandOutcome> MotorsOff(CommandRequest request) => grains.Receive(id, "motors-off", request);

        public Task<CommandOutcome> TakeAuthority(CommandRequest request) => grains.Receive(id, "take", request);

        public Task<CommandOutcome> ReleaseAuthority(CommandRequest request) => grains.Receive(id, "release", request);

        public Task<CommandOutcome> SetUpSigning(CommandRequest request, bool linkConfirmed) =>
            grains.Receive(id, "set-up-signing", request, linkConfirmed);

        public Task<CommandOutcome> TurnSigningOff(CommandRequest request) =>
            grains.Receive(id, "turn-signing-off", request);
    }

    private sealed class FakePatrol(FakeGrains grains, string id) : IPatrolGrain
    {
        public Task<PatrolView?> View() => Task.FromResult(grains.Patrols.Find(patrol => patrol.PatrolId == id));

        public async Task<CommandOutcome> Save(CommandRequest request, PatrolDefinition definition)
        {
            var outcome = await grains.Receive(id, "save", request, definition);
            if (outcome.Kind == OutcomeKind.Done)
            {
                grains.Patrols.RemoveAll(patrol => patrol.PatrolId == id);
                grains.Patrols.Add(new PatrolView(id, definition, definition.Schedule?.From, null));
            }

            return outcome;
        }

        public Task<CommandOutcome> StartNow(CommandRequest request) => grains.Receive(id, "start", request);

        public Task<CommandOutcome> StartSortie(CommandRequest request, string vehicleId) =>
            grains.Receive(id, "start-sortie", request, vehicleId);

        public Task<CommandOutcome> EndPatrol(CommandRequest request) => grains.Receive(id, "end", request);

        public Task<CommandOutcome> SetSchedule(CommandRequest request, PatrolRecurrence? schedule) =>
            grains.Receive(id, "schedule", request, schedule);

        public async Task<CommandOutcome> Delete(CommandRequest request)
        {
            var outcome = await grains.Receive(id, "delete", request);
            grains.Patrols.RemoveAll(patrol => outcome.Kind == OutcomeKind.Done && patrol.PatrolId == id);
            return outcome;
        }
    }

    private sealed class FakeDirectory(FakeGrains grains) : IPatrolDirectoryGrain
    {
        public Task<IReadOnlyList<PatrolView>> List() =>
            Task.FromResult<IReadOnlyList<PatrolView>>([.. grains.Patrols]);

        public Task Add(string patrolId) => Task.CompletedTask;

        public Task Remove(string patrolId) => Task.CompletedTask;
    }

    private sealed class FakeRegistry(FakeGrains grains) : IVehicleRegistryGrain
    {
        public Task<IReadOnlyList<RegisteredVehicle>> List() =>
            Task.FromResult<IReadOnlyList<RegisteredVehicle>>([.. grains.Registered]);

        public Task<IReadOnlyList<DiscoveredVehicle>> Discovered() =>
            Task.FromResult<IReadOnlyList<DiscoveredVehicle>>([.. grains.Discovered]);

        public Task<RegisteredVehicle?> Find(string network, byte systemId) =>
            Task.FromResult(
                grains.Registered.Find(vehicle => vehicle.Network == network && vehicle.SystemId == systemId)
            );

        public Task<CommandOutcome> Adopt(
            CommandRequest request,
            string network,
            byte systemId,
            string name,
            string? dockName
        ) => grains.Receive("fleet", "adopt", request, network, systemId, name, dockName);

        public Task ReportDiscovered(DiscoveredVehicle vehicle) => Task.CompletedTask;

        public Task HardwareRead(string vehicleId, string hardwareUid) => Task.CompletedTask;

        public Task Configure(IReadOnlyList<ConfiguredVehicle> vehicles) => Task.CompletedTask;
    }
}
