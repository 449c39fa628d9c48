using System.Net;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Mavlink.Tests.Links;

public class LinkAddressTests
{
    [Theory]
    [InlineData("udp://0.0.0.0:14550", LinkKind.UdpListen, "0.0.0.0", 14550, "udp://0.0.0.0:14550")]
    [InlineData("udp://:14550", LinkKind.UdpListen, "127.0.0.1", 14550, "udp://127.0.0.1:14550")]
    [InlineData("UDP://[::]:0", LinkKind.UdpListen, "::", 0, "udp://[::]:0")]
    [InlineData("udpout://drone.local:14550", LinkKind.UdpConnect, "drone.local", 14550, "udpout://drone.local:14550")]
    [InlineData("udpout://[fe80::1%2]:1", LinkKind.UdpConnect, "fe80::1%2", 1, "udpout://[fe80::1%2]:1")]
    [InlineData("tcp://127.0.0.1:5760", LinkKind.TcpConnect, "127.0.0.1", 5760, "tcp://127.0.0.1:5760")]
    [InlineData("tcp://127.0.0.1:5760/", LinkKind.TcpConnect, "127.0.0.1", 5760, "tcp://127.0.0.1:5760")]
    [InlineData("tcpin://:5790", LinkKind.TcpListen, "127.0.0.1", 5790, "tcpin://127.0.0.1:5790")]
    [InlineData("serial:/dev/ttyUSB0:57600", LinkKind.Serial, "/dev/ttyUSB0", 57600, "serial:/dev/ttyUSB0:57600")]
    [InlineData("serial:COM3:115200", LinkKind.Serial, "COM3", 115200, "serial:COM3:115200")]
    [InlineData(
        "serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0:921600",
        LinkKind.Serial,
        "/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0",
        921600,
        "serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0:921600"
    )]
    [InlineData("file:frames.bin", LinkKind.Recording, "frames.bin", 0, "file:frames.bin")]
    [InlineData("logs/flight 1.TLOG", LinkKind.Recording, "logs/flight 1.TLOG", 0, "file:logs/flight 1.TLOG")]
    public void An_address_is_read_and_printed(string text, LinkKind kind, string place, int number, string printed)
    {
        var address = LinkAddress.Parse(text);
        address.Kind.Should().Be(kind);
        address.Place.Should().Be(place);
        address.Number.Should().Be(number);
        address.ToString().Should().Be(printed);
        LinkAddress.Parse(printed).Should().Be(address);
    }

    [Fact]
    public void A_fixed_local_port_is_part_of_the_address()
    {
        var address = LinkAddress.Parse("udpout://10.0.0.7:14550?local=14551");
        address.LocalPort.Should().Be(14551);
        LinkAddress.Parse(address.ToString()).Should().Be(address);
    }

    [Theory]
    [InlineData("", "it begins with none of udp://")]
    [InlineData("14550", "it begins with none of udp://")]
    [InlineData("http://host:80", "it begins with none of udp://")]
    [InlineData("ftp://host/x.tlog", "it begins with none of udp://")]
    [InlineData("udp://", "the port is missing")]
    [InlineData("udp://localhost", "the port is missing")]
    [InlineData("udp://[::1]", "the port is missing")]
    [InlineData("udp://:x", "the port 'x' is no number from 0 to 65535")]
    [InlineData("udp://:", "the port '' is no number from 0 to 65535")]
    [InlineData("udp://:-1", "the port '-1' is no number from 0 to 65535")]
    [InlineData("udp://:65536", "the port '65536' is no number from 0 to 65535")]
    [InlineData("tcp://host:0", "the port '0' is no number from 1 to 65535")]
    [InlineData("tcp://:5760", "the host is missing")]
    [InlineData("udpout://:14550", "the host is missing")]
    [InlineData("udp://::1:14550", "the host '::1' is written without brackets: an IPv6 address needs them")]
    [InlineData("udp://[localhost]:1", "the host '[localhost]' is no IPv6 address in brackets")]
    [InlineData("tcp://a b:1", "the host 'a b' is no name or address")]
    [InlineData("udpout://host:1?local=x", "the local port 'x' is no number from 1 to 65535")]
    [InlineData("udpout://host:1?remote=2", "'?remote=2' is no option of it")]
    [InlineData("tcp://host:1?local=2", "'?local=2' is no option of it")]
    [InlineData("serial:/dev/ttyUSB0", "the speed is missing: serial:DEVICE:BAUD")]
    [InlineData("serial::57600", "the device is missing: serial:DEVICE:BAUD")]
    [InlineData("serial:/dev/ttyUSB0:fast", "the speed 'fast' is no number from 1 to 100000000")]
    [InlineData("file:", "the path of the file is missing")]
    public void What_is_wrong_is_named_in_one_line(string text, string part)
    {
        LinkAddress.TryParse(text, out var address, out var problem).Should().BeFalse();
        address.Should().BeNull();
        problem.Should().StartWith($"'{text}' names no link: {part}").And.NotContain("\n");
        var parse = () => LinkAddress.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage(problem);
    }

    [Fact]
    public async Task Each_kind_opens_its_link()
    {
        using var folder = new Support.TemporaryFolder();
        var file = Path.Combine(folder.Path, "empty.tlog");
        await File.WriteAllBytesAsync(file, []);
        foreach (
            var (text, type) in new[]
            {
                ("udp://:0", typeof(UdpLink)),
                ("udpout://127.0.0.1:9", typeof(UdpLink)),
                ("udp://[::1]:0", typeof(UdpLink)),
                ("tcp://127.0.0.1:9", typeof(TcpClientLink)),
                ("tcpin://localhost:0", typeof(TcpServerLink)),
                (file, typeof(RecordingLink)),
            }
        )
        {
            if (text.Contains("::1", StringComparison.Ordinal) && !System.Net.Sockets.Socket.OSSupportsIPv6)
                continue;
            await using var link = LinkAddress.Parse(text).Open();
            link.Should().BeOfType(type);
        }
    }

    [Fact]
    public async Task Without_a_host_only_this_machine_is_heard()
    {
        await using var udp = (UdpLink)LinkAddress.Parse("udp://:0").Open();
        udp.LocalEndPoint.Address.Should().Be(IPAddress.Loopback);
        await using var tcp = (TcpServerLink)LinkAddress.Parse("tcpin://:0").Open();
        tcp.LocalEndPoint.Address.Should().Be(IPAddress.Loopback);
    }

    [Theory]
    [InlineData("udp://203.0.113.9:14550", "UDP 203.0.113.9:14550 cannot be opened: this machine has no such address")]
    [InlineData("tcpin://203.0.113.9:1", "TCP 203.0.113.9:1 cannot be opened: this machine has no such address")]
    [InlineData("file:no/such.tlog", "recording no/such.tlog cannot be opened: there is no such file")]
    public void A_link_that_does_not_open_says_why_in_one_line(string text, string message)
    {
        var open = () => LinkAddress.Parse(text).Open();
        open.Should().Throw<LinkUnavailableException>().WithMessage(message);
    }
}
