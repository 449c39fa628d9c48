using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DroneCommand.Mavlink.Links;

/// <summary>The kinds of link that an address can name.</summary>
public enum LinkKind
{
    /// <summary><c>udp://[HOST]:PORT</c>: waits for peers.</summary>
    UdpListen,

    /// <summary><c>udpout://HOST:PORT</c>: speaks to one address.</summary>
    UdpConnect,

    /// <summary><c>tcp://HOST:PORT</c>: connects.</summary>
    TcpConnect,

    /// <summary><c>tcpin://[HOST]:PORT</c>: waits for connections.</summary>
    TcpListen,

    /// <summary><c>serial:DEVICE:BAUD</c>.</summary>
    Serial,

    /// <summary><c>file:PATH</c>: a recording.</summary>
    Recording,
}

/// <summary>
/// Where a link leads, as people write it. Without a host, <c>udp://:14550</c> and <c>tcpin://:5760</c> listen on this
/// machine only; <c>0.0.0.0</c> or <c>[::]</c> opens them to the network. <c>udpout://HOST:PORT?local=PORT</c> sends from
/// a fixed port. A path that ends in <c>.tlog</c> needs no <c>file:</c>.
/// </summary>
public sealed record LinkAddress
{
    private const string Loopback = "127.0.0.1";
    private const string LocalOption = "?local=";

    private static readonly (string Scheme, LinkKind Kind)[] Schemes =
    [
        ("udp://", LinkKind.UdpListen),
        ("udpout://", LinkKind.UdpConnect),
        ("tcp://", LinkKind.TcpConnect),
        ("tcpin://", LinkKind.TcpListen),
        ("serial:", LinkKind.Serial),
        ("file:", LinkKind.Recording),
    ];

    private LinkAddress(LinkKind kind, string place, int number = 0)
    {
        Kind = kind;
        Place = place;
        Number = number;
    }

    public LinkKind Kind { get; }

    /// <summary>Host without brackets, device, or path.</summary>
    public string Place { get; }

    /// <summary>Port, or bits per second of a serial line; 0 for a recording.</summary>
    public int Number { get; }

    /// <summary>The port from which <c>udpout</c> sends; 0 for any that is free.</summary>
    public int LocalPort { get; private init; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none; the message is one line that names the part which is wrong.</exception>
    public static LinkAddress Parse(string text) =>
        TryParse(text, out var address, out var problem) ? address : throw new FormatException(problem);

    /// <summary>Reads an address; false with one line that names the part which is wrong.</summary>
    public static bool TryParse(
        string text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LinkAddress? address,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem
    )
    {
        try
        {
            address = Read(text);
            problem = null;
            return true;
        }
        catch (PartException wrong)
        {
            address = null;
            problem = $"'{text}' names no link: {wrong.Message}";
            return false;
        }
    }

    /// <summary>Makes the link; set its handlers, then call <see cref="Link.Start"/>.</summary>
    /// <exception cref="LinkUnavailableException">It cannot be opened; a TCP server that is not there is no reason.</exception>
    public Link Open(LinkOptions? options = null) =>
        Kind switch
        {
            LinkKind.UdpListen => UdpLink.Listen(Endpoints.Resolve(Place, Number), options),
            LinkKind.UdpConnect => UdpLink.Connect(Endpoints.Resolve(Place, Number), options, LocalPort),
            LinkKind.TcpConnect => new TcpClientLink(Place, Number, options),
            LinkKind.TcpListen => TcpServerLink.Listen(Endpoints.Resolve(Place, Number), options),
            LinkKind.Serial => SerialLink.Open(Place, Number, options),
            _ => RecordingLink.Open(Place, options),
        };

    /// <summary>As it can be read again.</summary>
    public override string ToString()
    {
        var scheme = Array.Find(Schemes, s => s.Kind == Kind).Scheme;
        return Kind switch
        {
            LinkKind.Recording => scheme + Place,
            LinkKind.Serial => string.Create(CultureInfo.InvariantCulture, $"{scheme}{Place}:{Number}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{scheme}{Bracketed(Place)}:{Number}")
                + (LocalPort == 0 ? "" : LocalOption + LocalPort.ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>An IPv6 address needs brackets before a port.</summary>
    internal static string Bracketed(string host) => host.Contains(':') ? $"[{host}]" : host;

    private static LinkAddress Read(string text)
    {
        foreach (var (scheme, kind) in Schemes)
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return Read(kind, text[scheme.Length..]);
        if (RecordingLink.IsTlog(text) && !text.Contains("://", StringComparison.Ordinal))
            return new LinkAddress(LinkKind.Recording, text);
        throw new PartException(
            "it begins with none of udp:// (listen), udpout://, tcp://, tcpin:// (listen), serial:, file:"
        );
    }

    private static LinkAddress Read(LinkKind kind, string rest) =>
        kind switch
        {
            LinkKind.Recording when rest.Length == 0 => throw new PartException("the path of the file is missing"),
            LinkKind.Recording => new LinkAddress(kind, rest),
            LinkKind.Serial => ReadSerial(rest),
            _ => ReadSocket(kind, rest),
        };

    private static LinkAddress ReadSerial(string rest)
    {
        // The device comes first and may hold colons itself, as in /dev/serial/by-path.
        var colon = rest.LastIndexOf(':');
        if (colon < 0)
            throw new PartException("the speed is missing: serial:DEVICE:BAUD");
        if (colon == 0)
            throw new PartException("the device is missing: serial:DEVICE:BAUD");
        return new LinkAddress(
            LinkKind.Serial,
            rest[..colon],
            ReadNumber("speed", rest[(colon + 1)..], least: 1, most: 100_000_000)
        );
    }

    private static LinkAddress ReadSocket(LinkKind kind, string rest)
    {
        var listens = kind is LinkKind.UdpListen or LinkKind.TcpListen;
        var local = 0;
        var option = rest.IndexOf('?');
        if (option >= 0)
        {
            if (kind != LinkKind.UdpConnect || !rest[option..].StartsWith(LocalOption, StringComparison.Ordinal))
                throw new PartException($"'{rest[option..]}' is no option of it");
            local = ReadNumber("local port", rest[(option + LocalOption.Length)..], least: 1, most: IPEndPoint.MaxPort);
            rest = rest[..option];
        }
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || rest.EndsWith(']'))
            throw new PartException("the port is missing");
        var host = ReadHost(rest[..colon], listens);
        // Port 0 asks the system for a free one, which only a listener can tell its peers.
        var port = ReadNumber("port", rest[(colon + 1)..].TrimEnd('/'), listens ? 0 : 1, IPEndPoint.MaxPort);
        return new LinkAddress(kind, host, port) { LocalPort = local };
    }

    private static string ReadHost(string host, bool listens)
    {
        if (host.Length == 0)
            return listens ? Loopback : throw new PartException("the host is missing");
        if (host.StartsWith('[') && host.EndsWith(']'))
            return
                IPAddress.TryParse(host[1..^1], out var literal)
                && literal.AddressFamily == AddressFamily.InterNetworkV6
                ? host[1..^1]
                : throw new PartException($"the host '{host}' is no IPv6 address in brackets");
        if (host.Contains(':'))
            throw new PartException($"the host '{host}' is written without brackets: an IPv6 address needs them");
        return Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? host
            : throw new PartException($"the host '{host}' is no name or address");
    }

    private static int ReadNumber(string what, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new PartException($"the {what} '{text}' is no number from {least} to {most}");

    /// <summary>Says which part is wrong, inside this class only.</summary>
    private sealed class PartException(string message) : Exception(message);
}
