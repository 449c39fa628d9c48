using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Benchmarks.Links;

/// <summary>
/// The other process: vehicles with a socket each send telemetry in turn, one frame per datagram, evenly spaced, for a
/// given time. Arguments: port, frames per second, seconds.
/// </summary>
internal static class UdpSender
{
    private const int Vehicles = 100;

    public static int Run(string[] arguments)
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var rate = double.Parse(arguments[1], CultureInfo.InvariantCulture);
        var seconds = double.Parse(arguments[2], CultureInfo.InvariantCulture);
        var sockets = new Socket[Vehicles];
        var writers = new FrameWriter[Vehicles];
        for (var i = 0; i < Vehicles; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            sockets[i].Connect(IPAddress.Loopback, port);
            writers[i] = new FrameWriter((byte)(i + 1), 1);
        }
        Send(sockets, writers, rate, seconds);
        foreach (var socket in sockets)
            socket.Dispose();
        return 0;
    }

    private static void Send(Socket[] sockets, FrameWriter[] writers, double rate, double seconds)
    {
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        var total = (long)(rate * seconds);
        for (long sent = 0; sent < total; )
        {
            // Spinning is this process's expense, not the measured one's; a timer would send in bursts, which are cheaper
            // to receive than what many vehicles send.
            var due = Math.Min(total, (long)(clock.GetElapsedTime(begun).TotalSeconds * rate) + 1);
            for (; sent < due; sent++)
            {
                var vehicle = (int)(sent % Vehicles);
                var length = Write(writers[vehicle], sent / Vehicles, frame);
                sockets[vehicle].Send(frame[..length]);
            }
        }
    }

    /// <summary>What a vehicle in flight streams, 38 bytes per frame in the mean.</summary>
    private static int Write(FrameWriter writer, long turn, Span<byte> frame)
    {
        var boot = (uint)turn * 20;
        return (turn % 5) switch
        {
            0 => writer.Write(
                new Attitude
                {
                    TimeBootMs = boot,
                    Roll = 0.1f,
                    Yawspeed = 0.01f,
                },
                frame
            ),
            1 => writer.Write(
                new GlobalPositionInt
                {
                    TimeBootMs = boot,
                    Lat = 473977420,
                    Lon = 85455940,
                    Hdg = 9000,
                },
                frame
            ),
            2 => writer.Write(
                new VfrHud
                {
                    Airspeed = 12,
                    Groundspeed = 11,
                    Alt = 500,
                    Climb = 0.5f,
                },
                frame
            ),
            3 => writer.Write(
                new RawImu
                {
                    TimeUsec = boot,
                    Zacc = -1000,
                    Zmag = 300,
                },
                frame
            ),
            _ => writer.Write(
                new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega },
                frame
            ),
        };
    }
}
