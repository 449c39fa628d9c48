using System.Globalization;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>Reads who an autopilot is.</summary>
internal static class AutopilotIdentity
{
    public static IdentityPart Of(AutopilotVersion m)
    {
        var uid2 = m.Uid2;
        var uid =
            uid2.AsSpan().ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(uid2.AsSpan())
            : m.Uid != 0 ? m.Uid.ToString("x16", CultureInfo.InvariantCulture)
            : null;
        var version = m.FlightSwVersion;
        return new IdentityPart(
            m.Capabilities,
            uid,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{version >> 24}.{(byte)(version >> 16)}.{(byte)(version >> 8)}{Stage((byte)version)}"
            )
        );
    }

    // The lowest byte is a FIRMWARE_VERSION_TYPE, and between two of them a count within the stage.
    private static string Stage(byte type) =>
        type switch
        {
            < 64 => "-dev",
            < 128 => "-alpha",
            < 192 => "-beta",
            < 255 => "-rc",
            _ => "",
        };
}
