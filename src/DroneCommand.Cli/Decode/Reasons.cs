using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Decode;

/// <summary>The words of "rejected".</summary>
internal static class Reasons
{
    public const string UnknownMessage = "unknown_msgid";

    public static string Of(Rejection rejection) =>
        rejection switch
        {
            Rejection.Checksum => "bad_crc",
            Rejection.UnknownFlags => "incompat_flags",
            Rejection.CutShort => "incomplete_at_end",
            _ => "junk",
        };

    /// <summary>Null for a verdict that lets the frame pass.</summary>
    public static string? Of(SignatureVerdict verdict) =>
        verdict switch
        {
            SignatureVerdict.BadSignature => "bad_signature",
            SignatureVerdict.Replay => "replay",
            SignatureVerdict.TooOld => "old_timestamp",
            _ => verdict.Passes() ? null : "unsigned",
        };
}
