using System.CommandLine;
using System.Globalization;
using System.Net;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Simulator.Relay;

/// <summary>The command <c>relay</c>: a bad link between two UDP ports.</summary>
internal sealed class RelayCommandLine
{
    private readonly Option<string> _listen = new("--listen")
    {
        Description = "where vehicles send to: udp://[HOST]:PORT",
        DefaultValueFactory = _ => "udp://:14560",
    };
    private readonly Option<string> _to = new("--to")
    {
        Description = "the ground station: udpout://ADDRESS:PORT",
        DefaultValueFactory = _ => "udpout://127.0.0.1:14550",
    };
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "the same seed and traffic give the same result",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<double> _loss = new("--loss") { Description = "share that never arrives, 0 to 1" };
    private readonly Option<string> _delay = Duration("--delay", "time on the way: 50ms, 1s");
    private readonly Option<string> _jitter = Duration("--jitter", "the delay varies by this to either side");
    private readonly Option<double> _duplicate = new("--duplicate")
    {
        Description = "share that arrives twice, 0 to 1",
    };
    private readonly Option<int> _reorder = new("--reorder")
    {
        Description = "by how many later ones one is overtaken",
    };
    private readonly Option<int> _bandwidth = new("--bandwidth") { Description = "bits per second (0: any number)" };
    private readonly Option<string?> _oneWay = new("--one-way")
    {
        Description = "the only direction that carries: up (to the vehicle) or down",
    };
    private readonly Option<string?> _flap = new("--flap") { Description = "THERE/GONE, such as 1s/1s" };
    private readonly Option<string?> _addressChange = new("--address-change")
    {
        Description = "how often vehicles appear from another port: 30s",
    };

    public RelayCommandLine() =>
        Command = new Command("relay", "Carries datagrams between vehicles and a ground station as a bad link does.")
        {
            _listen,
            _to,
            _seed,
            _loss,
            _delay,
            _jitter,
            _duplicate,
            _reorder,
            _bandwidth,
            _oneWay,
            _flap,
            _addressChange,
        };

    public Command Command { get; }

    /// <summary>Opens what the command line asks for.</summary>
    /// <exception cref="FormatException">A value is wrong; the message is one line.</exception>
    /// <exception cref="LinkUnavailableException">The port is in use.</exception>
    public UdpRelay Open(ParseResult result, TimeProvider time) =>
        new(
            EndPointOf("--listen", result.GetValue(_listen)!, LinkKind.UdpListen),
            EndPointOf("--to", result.GetValue(_to)!, LinkKind.UdpConnect),
            Conditions(result),
            time
        );

    internal RelayConditions Conditions(ParseResult result) =>
        new()
        {
            Seed = result.GetValue(_seed),
            Loss = Share("--loss", result.GetValue(_loss)),
            Delay = DurationOf("--delay", result.GetValue(_delay)!),
            Jitter = DurationOf("--jitter", result.GetValue(_jitter)!),
            Duplicate = Share("--duplicate", result.GetValue(_duplicate)),
            Reorder = result.GetValue(_reorder) is >= 0 and <= 1000 and var window
                ? window
                : throw new FormatException("--reorder should be from 0 to 1000"),
            Bandwidth = result.GetValue(_bandwidth) switch
            {
                0 => null,
                > 0 and var bits => bits,
                _ => throw new FormatException("--bandwidth should be above 0"),
            },
            OneWay = result.GetValue(_oneWay) switch
            {
                null => null,
                "up" => RelayDirection.Up,
                "down" => RelayDirection.Down,
                var other => throw new FormatException($"--one-way '{other}' should be up or down"),
            },
            Flap = result.GetValue(_flap) is { } flap ? FlapOf(flap) : null,
            AddressChange = result.GetValue(_addressChange) is { } every ? DurationOf("--address-change", every) : null,
        };

    private static Option<string> Duration(string name, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => "0ms" };

    private static (TimeSpan, TimeSpan) FlapOf(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            ? (DurationOf("--flap", parts[0]), DurationOf("--flap", parts[1]))
            : throw new FormatException($"--flap '{text}' should look like 1s/1s");
    }

    private static double Share(string name, double value) =>
        value is >= 0 and <= 1
            ? value
            : throw new FormatException(FormattableString.Invariant($"{name} {value} should be from 0 to 1"));

    private static TimeSpan DurationOf(string name, string text)
    {
        var (digits, unit) =
            text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : text.EndsWith('s') ? (text[..^1], 1)
            : ("", 0);
        return
            double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= 1e6
            ? TimeSpan.FromSeconds(value * unit)
            : throw new FormatException($"{name} '{text}' should look like 50ms or 1s");
    }

    private static IPEndPoint EndPointOf(string name, string text, LinkKind kind)
    {
        if (!LinkAddress.TryParse(text, out var address, out var problem))
        {
            throw new FormatException($"{name} '{text}': {problem}");
        }

        return address.Kind == kind && IPAddress.TryParse(address.Place, out var ip)
            ? new IPEndPoint(ip, address.Number)
            : throw new FormatException(
                $"{name} '{text}' should look like {(kind == LinkKind.UdpListen ? "udp://:14560" : "udpout://127.0.0.1:14550")}"
            );
    }
}
