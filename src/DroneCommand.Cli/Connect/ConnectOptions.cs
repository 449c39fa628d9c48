using System.CommandLine;
using DroneCommand.Cli.Signing;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Cli.Connect;

/// <summary>The options of every verb that talks to a vehicle.</summary>
internal sealed class ConnectOptions
{
    private readonly Option<string> _link = new("--connect")
    {
        Description =
            "udp://[HOST]:PORT (listen), udpout://HOST:PORT, tcp://HOST:PORT, tcpin://[HOST]:PORT (listen) "
            + "or serial:DEVICE:BAUD",
        HelpName = "LINK",
        DefaultValueFactory = _ => "udp://:14550",
    };
    private readonly Option<int?> _system = new("--sysid")
    {
        Description = "the vehicle's system id; needed where several are heard",
        HelpName = "N",
    };
    private readonly Option<double> _patience = new("--wait")
    {
        Description = "seconds to wait for the vehicle's first heartbeat",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 10,
    };
    private readonly Option<int> _own = new("--own-sysid")
    {
        Description = "our own system id: vehicles obey, and miss, the ground station that they are set to",
        HelpName = "N",
        DefaultValueFactory = _ => 255,
    };

    private readonly Option<string?> _key = KeyFile.Option(
        "--key",
        "the file with the vehicle's signing key: only what is signed with it counts, and what is sent is signed"
    );

    public void AddTo(Command command)
    {
        command.Options.Add(_link);
        command.Options.Add(_system);
        command.Options.Add(_patience);
        command.Options.Add(_own);
        command.Options.Add(_key);
    }

    /// <summary>The file of the key; null when none was given.</summary>
    public string? KeyPath(ParseResult result) => result.GetValue(_key);

    /// <param name="result">What was typed.</param>
    /// <param name="readKey">False leaves the key to the verb, which does something else with it.</param>
    /// <exception cref="FormatException">One of them is wrong; the message names it.</exception>
    public VehicleLookup Read(ParseResult result, bool readKey = true)
    {
        var link = LinkAddress.Parse(result.GetValue(_link)!);
        if (link.Kind == LinkKind.Recording)
            throw new FormatException($"--connect: {link.Place} is a recording, which answers nobody");
        var patience = result.GetValue(_patience);
        return patience is > 0 and <= 3600
            ? new VehicleLookup(
                link,
                result.GetValue(_system) is { } id ? SystemId("--sysid", id) : null,
                TimeSpan.FromSeconds(patience),
                SystemId("--own-sysid", result.GetValue(_own))
            )
            {
                Key = readKey ? KeyFile.Read("--key", KeyPath(result)) : null,
            }
            : throw new FormatException("--wait is a number of seconds up to 3600");
    }

    private static byte SystemId(string option, int id) =>
        id is >= 1 and <= 255 ? (byte)id : throw new FormatException($"{option} is a number from 1 to 255");
}
