using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Items as the wire carries them. Item 0 is home where the autopilot keeps it there.</summary>
internal static class WireItems
{
    /// <summary>What is uploaded: home in front where the autopilot wants it (it puts its own in its place).</summary>
    public static IReadOnlyList<MissionItem> ForUpload(
        IReadOnlyList<MissionItem> items,
        bool beginsWithHome,
        (GeoPoint Point, AltitudeAmsl Altitude)? home
    )
    {
        if (!beginsWithHome)
            return Renumbered(items, by: -1);
        var first = new MissionItem
        {
            Command = MavCmd.NavWaypoint,
            Frame = MavFrame.Global,
            Position = home?.Point,
            AltitudeMetres = home?.Altitude.Metres ?? 0,
        };
        return [first, .. items];
    }

    /// <summary>
    /// Moves the targets of jumps. In our lists, as in plan files, a jump counts the items from 1; so does the wire where item
    /// 0 is home, otherwise it counts from 0.
    /// </summary>
    public static IReadOnlyList<MissionItem> Renumbered(IReadOnlyList<MissionItem> items, int by) =>
        items.Any(i => i.Command == MavCmd.DoJump)
            ? [.. items.Select(i => i.Command == MavCmd.DoJump ? i with { Param1 = i.Param1 + by } : i)]
            : items;

    public static MissionItemInt ToWire(
        MissionItem item,
        int sequence,
        MavMissionType type,
        VehicleConnection connection
    ) =>
        new()
        {
            TargetSystem = connection.TargetSystem,
            TargetComponent = connection.TargetComponent,
            Seq = (ushort)sequence,
            MissionType = type,
            Command = item.Command,
            Frame = item.Frame,
            Autocontinue = item.AutoContinue ? (byte)1 : (byte)0,
            Param1 = item.Param1,
            Param2 = item.Param2,
            Param3 = item.Param3,
            Param4 = item.Param4,
            X = item.Position is { } p ? WireDegrees.ToWire(p.LatitudeDeg) : item.Param5,
            Y = item.Position is { } q ? WireDegrees.ToWire(q.LongitudeDeg) : item.Param6,
            Z = (float)item.AltitudeMetres,
        };

    public static MissionItem FromWire(in MissionItemInt wire)
    {
        var located = CommandTable.HasLocation(wire.Command);
        // A place of zeros means 'where the vehicle is'.
        var position =
            located && (wire.X != 0 || wire.Y != 0)
                ? new GeoPoint(WireDegrees.FromWire(wire.X), WireDegrees.FromWire(wire.Y))
                : (GeoPoint?)null;
        return new MissionItem
        {
            Command = wire.Command,
            Frame = wire.Frame,
            Param1 = wire.Param1,
            Param2 = wire.Param2,
            Param3 = wire.Param3,
            Param4 = wire.Param4,
            Position = position,
            Param5 = located ? 0 : wire.X,
            Param6 = located ? 0 : wire.Y,
            AltitudeMetres = wire.Z,
            AutoContinue = wire.Autocontinue != 0,
        };
    }
}
