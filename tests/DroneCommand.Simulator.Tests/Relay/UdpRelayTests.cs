using System.Net;
using System.Net.Sockets;
using DroneCommand.Simulator.Relay;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Simulator.Tests.Relay;

/// <summary>Over real sockets of loopback.</summary>
public sealed class UdpRelayTests : IAsyncDisposable
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly UdpClient _ground = new(AnyPort);
    private readonly UdpClient _copter = new(AnyPort);
    private readonly UdpClient _rover = new(AnyPort);
    private UdpRelay? _relay;

    [Fact]
    public async Task Each_vehicle_has_a_port_of_its_own_and_answers_find_back()
    {
        Open(new RelayConditions());
        var copter = await Say(_copter, 1);
        var rover = await Say(_rover, 2);
        copter.Port.Should().NotBe(rover.Port);
        await _ground.SendAsync(new byte[] { 12 }, rover, _patience.Token);
        await _ground.SendAsync(new byte[] { 11 }, copter, _patience.Token);
        (await _copter.ReceiveAsync(_patience.Token)).Buffer.Should().Equal(11);
        (await _rover.ReceiveAsync(_patience.Token)).Buffer.Should().Equal(12);
        (await Say(_copter, 3)).Should().Be(copter);
    }

    [Fact]
    public async Task The_vehicle_moves_to_another_address_and_is_reached_there()
    {
        var time = new FakeTimeProvider();
        var every = TimeSpan.FromSeconds(30);
        Open(new RelayConditions { AddressChange = every }, time);
        var before = await Say(_copter, 1, time);
        time.Advance(every);
        var after = await Say(_copter, 2, time);
        after.Port.Should().NotBe(before.Port);
        await _ground.SendAsync(new byte[] { 9 }, after, _patience.Token);
        var answer = _copter.ReceiveAsync(_patience.Token).AsTask();
        await Pass(answer, time);
        (await answer).Buffer.Should().Equal(9);
        _relay!.Figures.Single().Should().EndWith("1 changes of address");
    }

    [Fact]
    public async Task A_one_way_link_brings_nothing_to_the_vehicle()
    {
        Open(new RelayConditions { OneWay = RelayDirection.Down });
        var at = await Say(_copter, 1);
        await _ground.SendAsync(new byte[] { 7 }, at, _patience.Token);
        await Say(_copter, 2);
        while (!_relay!.Figures.Single().Contains("up 0 of 1", StringComparison.Ordinal))
        {
            _patience.Token.ThrowIfCancellationRequested();
            await Say(_copter, 3);
        }
        _copter.Available.Should().Be(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_relay is not null)
        {
            await _relay.DisposeAsync();
        }

        _ground.Dispose();
        _copter.Dispose();
        _rover.Dispose();
        _patience.Dispose();
    }

    private void Open(RelayConditions conditions, TimeProvider? time = null)
    {
        _relay = new UdpRelay(
            AnyPort,
            (IPEndPoint)_ground.Client.LocalEndPoint!,
            conditions,
            time ?? TimeProvider.System
        );
        _relay.Start();
    }

    /// <summary>Where the ground station hears it from.</summary>
    private async Task<IPEndPoint> Say(UdpClient vehicle, byte what, FakeTimeProvider? time = null)
    {
        await vehicle.SendAsync(new[] { what }, _relay!.LocalEndPoint, _patience.Token);
        var heard = _ground.ReceiveAsync(_patience.Token).AsTask();
        await Pass(heard, time);
        var datagram = await heard;
        datagram.Buffer.Should().Equal(what);
        return datagram.RemoteEndPoint;
    }

    /// <summary>The relay's timers are virtual, its sockets are not: the clock is nudged until what is awaited has come.</summary>
    private static async Task Pass(Task awaited, FakeTimeProvider? time)
    {
        while (time is not null && !awaited.IsCompleted)
        {
            time.Advance(TimeSpan.FromTicks(1));
            await Task.Yield();
        }
    }
}
