using System.Globalization;
using System.Text;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fuzz;

/// <summary>Inputs to begin with: one for every message, and what streams have besides sound frames.</summary>
internal static class Seeds
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, input) in All())
            File.WriteAllBytes(Path.Combine(folder, name + ".bin"), input);
    }

    private static IEnumerable<(string Name, byte[] Input)> All()
    {
        foreach (var info in MessageTable.All)
            yield return (string.Create(CultureInfo.InvariantCulture, $"{info.Id:D5}-{info.Name}"), OfMessage(info));
        var heartbeat = RawFrame.V2(MessageIds.Heartbeat, Payload(9));
        yield return ("other-boot-text", [.. Encoding.ASCII.GetBytes("\n\nInit ArduCopter V4.7\n"), .. heartbeat]);
        yield return ("other-false-start", [FrameFormat.StartV2, 40, 0, 0, 1, 1, 1, .. heartbeat, .. heartbeat]);
        yield return ("other-signed", RawFrame.V2(MessageIds.Heartbeat, Payload(9), FrameFormat.SignedFlag));
        yield return ("other-flags", [.. RawFrame.V2(MessageIds.Heartbeat, Payload(9), 0x02), .. heartbeat]);
        yield return ("other-unknown", [.. RawFrame.V2(0x123456, Payload(30)), .. heartbeat]);
        yield return ("other-cut", heartbeat[..^1]);
    }

    /// <summary>In both versions where both carry it; the second without what a sender of today knows.</summary>
    private static byte[] OfMessage(MessageInfo info)
    {
        var whole = RawFrame.V2(info.Id, Payload(info.MaxLength));
        return info.Id > byte.MaxValue ? whole : [.. whole, .. RawFrame.V1(info.Id, Payload(info.MinLength))];
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(1, length).Select(i => (byte)(i * 37))];
}
