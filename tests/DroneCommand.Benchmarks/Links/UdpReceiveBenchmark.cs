using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Benchmarks.Links;

/// <summary>
/// What 50,000 frames/s through a UDP socket on loopback cost the receiver, one frame per datagram: processor time of
/// this process, kernel included, as a share of one core. Its peers in the same run are a plain blocking receive and an
/// asynchronous one, both without parsing.
/// </summary>
internal static class UdpReceiveBenchmark
{
    private const double Rate = 50_000;
    private const double Target = 0.35;
    private const double WarmUpSeconds = 1.5;
    private const int Rounds = 3;

    private static readonly (string Name, Func<IReceiver> Make)[] Receivers =
    [
        ("blocking ReceiveFrom, no parsing", () => new BlockingReceiver()),
        ("ReceiveFromAsync, no parsing", () => new AsyncReceiver()),
        ("UdpLink, parsed and decoded", () => new LinkReceiver(copies: false)),
        ("UdpLink, copies taken out too", () => new LinkReceiver(copies: true)),
    ];

    public static async Task<int> Run(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 3;
        var measured = Receivers.Select(_ => new List<Figures>()).ToList();
        // In turns, so that what else the machine does meets all of them.
        for (var round = 0; round < Rounds; round++)
        for (var i = 0; i < Receivers.Length; i++)
            measured[i].Add(await Measure(Receivers[i].Make(), seconds));
        var rows = Receivers.Select((receiver, i) => (receiver.Name, Figures: Median(measured[i]))).ToList();
        Print(rows);
        var ours = rows[2].Figures;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"figure: UDP receive {ours.Cores:0.00} of a core at {ours.Rate:#,0} frames/s (at most {Target}), "
                    + $"{ours.BytesPerFrame:0.00} bytes allocated per frame (0)"
            )
        );
        // What was not sent or did not arrive was not measured either.
        return ours.Rate > 0.95 * Rate && ours.Cores <= Target && ours.BytesPerFrame < 0.01 ? 0 : 1;
    }

    private static Figures Median(List<Figures> figures) => figures.OrderBy(f => f.CpuPerFrame).ElementAt(Rounds / 2);

    private static async Task<Figures> Measure(IReceiver receiver, double seconds)
    {
        await using (receiver)
        {
            var port = receiver.Start().ToString(CultureInfo.InvariantCulture);
            var life = (WarmUpSeconds + seconds + 1).ToString(CultureInfo.InvariantCulture);
            var rate = Rate.ToString(CultureInfo.InvariantCulture);
            using var sender = Process.Start(Environment.ProcessPath!, ["udp-send", port, rate, life]);
            while (receiver.Frames == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System);
            var before = Reading.Now(receiver);
            await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
            var figures = Reading.Now(receiver).Since(before);
            await sender.WaitForExitAsync();
            return figures;
        }
    }

    private static void Print(List<(string Name, Figures Figures)> rows)
    {
        var plain = rows[0].Figures.CpuPerFrame;
        Console.WriteLine(
            $"{"receiver", -34}{"frames/s", 10}{"of a core", 11}{"µs/frame", 10}{"ratio", 7}{"B/frame", 9}"
        );
        foreach (var (name, f) in rows)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -34}{f.Rate, 10:#,0}{f.Cores, 11:0.000}{f.CpuPerFrame, 10:0.00}{f.CpuPerFrame / plain, 7:0.00}{f.BytesPerFrame, 9:0.00}"
                )
            );
    }

    private readonly record struct Figures(double Rate, double Cores, double CpuPerFrame, double BytesPerFrame);

    private readonly record struct Reading(long At, TimeSpan Cpu, long Frames, long Allocated)
    {
        public static Reading Now(IReceiver receiver) =>
            new(
                TimeProvider.System.GetTimestamp(),
                Environment.CpuUsage.TotalTime,
                receiver.Frames,
                GC.GetTotalAllocatedBytes(precise: true)
            );

        public Figures Since(Reading before)
        {
            var wall = TimeProvider.System.GetElapsedTime(before.At, At).TotalSeconds;
            var cpu = (Cpu - before.Cpu).TotalSeconds;
            double frames = Frames - before.Frames;
            return new Figures(frames / wall, cpu / wall, cpu / frames * 1e6, (Allocated - before.Allocated) / frames);
        }
    }

    private interface IReceiver : IAsyncDisposable
    {
        long Frames { get; }

        /// <summary>Begins to receive and says on which port.</summary>
        int Start();
    }

    private sealed class BlockingReceiver : IReceiver
    {
        private readonly Socket _socket = Bound();
        private long _frames;

        public long Frames => Volatile.Read(ref _frames);

        public int Start()
        {
            new Thread(Receive) { IsBackground = true }.Start();
            return ((IPEndPoint)_socket.LocalEndPoint!).Port;
        }

        public ValueTask DisposeAsync()
        {
            _socket.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Receive()
        {
            var buffer = new byte[65536];
            var from = new SocketAddress(AddressFamily.InterNetwork);
            try
            {
                while (true)
                {
                    _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                    Volatile.Write(ref _frames, _frames + 1);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposing the socket ends the thread.
            }
        }
    }

    private sealed class AsyncReceiver : IReceiver
    {
        private readonly Socket _socket = Bound();
        private Task _receiving = Task.CompletedTask;
        private long _frames;

        public long Frames => Volatile.Read(ref _frames);

        public int Start()
        {
            _receiving = Task.Run(Receive);
            return ((IPEndPoint)_socket.LocalEndPoint!).Port;
        }

        public async ValueTask DisposeAsync()
        {
            _socket.Dispose();
            await _receiving;
        }

        private async Task Receive()
        {
            var buffer = new byte[65536];
            var from = new SocketAddress(AddressFamily.InterNetwork);
            try
            {
                while (true)
                {
                    await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from);
                    Volatile.Write(ref _frames, _frames + 1);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposing the socket ends the task.
            }
        }
    }

    /// <summary>Reads what a gateway would: the frame, its sender's loss, and the message as a value.</summary>
    private sealed class LinkReceiver : IReceiver
    {
        private readonly UdpLink _link;
        private long _frames;
        private double _sum;

        public LinkReceiver(bool copies)
        {
            var options = new LinkOptions { Copies = copies ? new FrameCopies(TimeProvider.System) : null };
            _link = UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, 0), options);
            _link.FrameReceived += Take;
        }

        public long Frames => Volatile.Read(ref _frames);

        public int Start()
        {
            _link.Start();
            return _link.LocalEndPoint.Port;
        }

        public ValueTask DisposeAsync() => _link.DisposeAsync();

        private void Take(in FrameView frame, LinkPeer peer)
        {
            Volatile.Write(ref _frames, _frames + 1);
            _sum += frame.MessageId switch
            {
                MessageIds.Attitude => frame.Read<Attitude>().Roll,
                MessageIds.GlobalPositionInt => frame.Read<GlobalPositionInt>().Lat,
                MessageIds.VfrHud => frame.Read<VfrHud>().Alt,
                MessageIds.RawImu => frame.Read<RawImu>().Zacc,
                _ => frame.Read<Heartbeat>().CustomMode,
            };
        }
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = 4 << 20,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
