using DroneCommand.Mavlink.Links;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>Two autopilots speak with the vehicle's system id.</summary>
/// <param name="OwnLink">Where the one is heard that is listened to.</param>
/// <param name="OwnUid">Its hardware id; null when it did not tell.</param>
/// <param name="OtherLink">Where the other one is heard.</param>
/// <param name="OtherUid">The other's hardware id; null when it did not tell.</param>
[GenerateSerializer, Immutable]
public sealed record ClashReport(string OwnLink, string? OwnUid, string OtherLink, string? OtherUid)
{
    public static ClashReport? Of(SystemIdClash? clash) =>
        clash is null ? null : new($"{clash.Own}", clash.OwnUid, $"{clash.Other}", clash.OtherUid);

    /// <summary>True when the one that is listened to has said that it is the adopted one: then it is known who gets what is sent.</summary>
    public bool IsKnown(string? adoptedUid) => OwnUid is not null && OwnUid == adoptedUid;

    /// <summary>For people.</summary>
    /// <param name="address">The address that both claim: 'field, system 7'.</param>
    public string InWords(string address) =>
        $"two autopilots speak as {address}: one over {OwnLink} ({Uid(OwnUid)}), one over {OtherLink} ({Uid(OtherUid)})";

    private static string Uid(string? uid) => uid is null ? "hardware id not told" : $"hardware id {uid}";
}
