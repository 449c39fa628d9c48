using System.IO.Ports;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// A serial device, as a telemetry radio or an autopilot's USB: 8 data bits, no parity, one stop bit, no flow control.
/// When it is unplugged it is opened again once it is back.
/// </summary>
public sealed class SerialLink : ReconnectingLink
{
    private const int BitsPerByte = 10;

    private readonly string _device;
    private readonly int _baud;
    private readonly Func<Stream> _opener;
    private Stream? _opened;

    private SerialLink(string device, int baud, LinkOptions options, Func<Stream>? opener)
        : base($"{device}:{baud}", options)
    {
        _device = device;
        _baud = baud;
        _opener = opener ?? OpenPort;
    }

    private protected override LinePace NewPace() => new(Time, TimeSpan.FromSeconds((double)BitsPerByte / _baud));

    /// <summary>Opens the device, so that one that is missing is said at once.</summary>
    /// <param name="device">Its path or, on Windows, its name.</param>
    /// <param name="baud">Bits per second.</param>
    /// <param name="options">As for every link.</param>
    /// <exception cref="LinkUnavailableException">It is missing, in use, or forbidden.</exception>
    public static SerialLink Open(string device, int baud, LinkOptions? options = null) =>
        Open(device, baud, options ?? new LinkOptions(), opener: null);

    internal static SerialLink Open(string device, int baud, LinkOptions options, Func<Stream>? opener)
    {
        var link = new SerialLink(device, baud, options, opener);
        link._opened = link.OpenStream();
        return link;
    }

    public override string ToString() => $"serial:{Remote}";

    private protected override Task<Stream> Open(CancellationToken closing) =>
        Task.FromResult(Interlocked.Exchange(ref _opened, null) ?? OpenStream());

    private protected override void Close() => Interlocked.Exchange(ref _opened, null)?.Dispose();

    private Stream OpenStream()
    {
        try
        {
            return _opener();
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or InvalidOperationException
                        or PlatformNotSupportedException
            )
        {
            throw new LinkUnavailableException($"serial device {_device} cannot be opened: {WhyNot(e)}", e);
        }
    }

    private Stream OpenPort()
    {
        var port = new SerialPort(_device, _baud, Parity.None, 8, StopBits.One) { Handshake = Handshake.None };
        try
        {
            port.Open();
            RaiseModemLines(port);
            // The stream holds the device; closing the port instead would wait until all that is written was sent.
            return port.BaseStream;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    /// <summary>Some autopilots' USB, and radios that heed flow control, say nothing to who is not 'ready'.</summary>
    private static void RaiseModemLines(SerialPort port)
    {
        try
        {
            port.DtrEnable = true;
            port.RtsEnable = true;
        }
        catch (IOException)
        {
            // A pseudo terminal or a line of three wires has none.
        }
    }

    private string WhyNot(Exception failure) =>
        failure switch
        {
            _ when !OperatingSystem.IsWindows() && !File.Exists(_device) => "there is no such device",
            UnauthorizedAccessException => "another program has it, or this process lacks the rights (group dialout)",
            ArgumentOutOfRangeException => $"it does not do {_baud} baud",
            _ => failure.Message.ReplaceLineEndings(" "),
        };
}
