using System.Net;
using System.Net.Sockets;

namespace DroneCommand.Mavlink.Links;

/// <summary>Finds addresses and says in words why a socket did not open.</summary>
internal static class Endpoints
{
    /// <summary>The address that a host's name or literal stands for.</summary>
    /// <exception cref="LinkUnavailableException">The name is not known here.</exception>
    public static IPEndPoint Resolve(string host, int port)
    {
        if (IPAddress.TryParse(host, out var literal))
            return new IPEndPoint(literal, port);
        try
        {
            var found = Dns.GetHostAddresses(host);
            // Autopilots and radios rarely speak IPv6, so of a name with both addresses the older one is taken.
            var address = Array.Find(found, a => a.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
            return new IPEndPoint(address, port);
        }
        catch (Exception e) when (e is SocketException or IndexOutOfRangeException)
        {
            throw new LinkUnavailableException($"the host '{host}' is not known", e);
        }
    }

    public static string WhyNot(SocketException failure) =>
        failure.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "another program has it",
            SocketError.AddressNotAvailable => "this machine has no such address",
            SocketError.AccessDenied => "it needs rights that this process does not have",
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host is not known",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to that address",
            SocketError.TimedOut => "no answer came",
            SocketError.ConnectionReset or SocketError.ConnectionAborted => "the other side broke it off",
            _ => failure.Message,
        };

    /// <summary>Why a stream ended, in one line.</summary>
    public static string WhyLost(Exception failure) =>
        failure switch
        {
            SocketException socket => WhyNot(socket),
            { InnerException: SocketException inner } => WhyNot(inner),
            _ => failure.Message.ReplaceLineEndings(" "),
        };
}
