using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>The words of "rejected".</summary>
internal static class Reasons
{
    public const string UnknownMessage = "unknown_msgid";
    public const string Unsigned = "unsigned";
    public const string BadSignature = "bad_signature";
    public const string Replay = "replay";
    public const string OldTimestamp = "old_timestamp";

    public static string Of(Rejection rejection) =>
        rejection switch
        {
            Rejection.Checksum => "bad_crc",
            Rejection.UnknownFlags => "incompat_flags",
            Rejection.CutShort => "incomplete_at_end",
            _ => "junk",
        };
}
