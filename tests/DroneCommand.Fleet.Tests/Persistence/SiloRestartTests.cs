using System.Net;
using System.Net.Sockets;
using DroneCommand.Fleet.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Tests.Persistence;

/// <summary>A grain whose state and reminder must be there when the next server starts.</summary>
public interface IKeeperGrain : IGrainWithStringKey
{
    Task Keep(string note);

    Task<string?> Kept();

    Task<bool> HasReminder();

    Task Forget();
}

/// <inheritdoc cref="IKeeperGrain"/>
public sealed class KeeperGrain([PersistentState("keeper")] IPersistentState<KeeperState> state)
    : Grain,
        IKeeperGrain,
        IRemindable
{
    public async Task Keep(string note)
    {
        state.State.Note = note;
        await state.WriteStateAsync();
        await this.RegisterOrUpdateReminder("wake", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    public Task<string?> Kept() => Task.FromResult(state.State.Note);

    public async Task<bool> HasReminder() => await this.GetReminder("wake") is not null;

    public async Task Forget()
    {
        await state.ClearStateAsync();
        if (await this.GetReminder("wake") is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}

/// <summary>What a <see cref="KeeperGrain"/> stores.</summary>
[GenerateSerializer]
public sealed class KeeperState
{
    [Id(0)]
    public string? Note { get; set; }
}

public sealed class SiloRestartTests
{
    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<IHost> Start(string path)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        // Orleans first: the database must be up before the silo in any order of registration.
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()).UseFleetPersistence());
        builder.Services.AddFleetPersistence(DataFolder.Open(path));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task Stop(IHost host)
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static IKeeperGrain Keeper(IHost host) =>
        host.Services.GetRequiredService<IGrainFactory>().GetGrain<IKeeperGrain>("harbour");

    [Fact]
    public async Task State_and_reminders_outlive_the_silo()
    {
        var path = StoredFleet.NewFolder();
        var first = await Start(path);
        await Keeper(first).Keep("patrol is out");
        await Stop(first);

        var second = await Start(path);
        (await Keeper(second).Kept()).Should().Be("patrol is out");
        (await Keeper(second).HasReminder()).Should().BeTrue();
        await Keeper(second).Keep("patrol is back");
        await Keeper(second).Forget();
        await Stop(second);

        var third = await Start(path);
        (await Keeper(third).Kept()).Should().BeNull();
        (await Keeper(third).HasReminder()).Should().BeFalse();
        await Stop(third);
        Directory.Delete(path, recursive: true);
    }
}
