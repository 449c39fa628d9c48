using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Tests.Support;

/// <summary>Mission items around the rig's home, by metres.</summary>
internal static class Items
{
    private static readonly LocalFrame Frame = new(Rig.Home, 2);

    public static GeoPoint At(double north, double east) => Frame.ToGeo(new Vec3(north, east, 0));

    public static MissionItemInt Home() => Make(MavCmd.NavWaypoint, Rig.Home, 0, MavFrame.Global);

    public static MissionItemInt TakeOff(double metres) => Make(MavCmd.NavTakeoff, null, metres);

    public static MissionItemInt Waypoint(double north, double east, double metres, float hold = 0) =>
        Make(MavCmd.NavWaypoint, At(north, east), metres, p1: hold);

    public static MissionItemInt Return() => Make(MavCmd.NavReturnToLaunch, null, 0);

    public static MissionItemInt Land() => Make(MavCmd.NavLand, null, 0);

    public static MissionItemInt Speed(float metresPerSecond) =>
        Make(MavCmd.DoChangeSpeed, null, 0, p1: 1, p2: metresPerSecond, p3: -1);

    public static MissionItemInt Jump(int to, int times) => Make(MavCmd.DoJump, null, 0, p1: to, p2: times);

    public static MissionItemInt FenceVertex(double north, double east, int count) =>
        Make(
            MavCmd.NavFencePolygonVertexInclusion,
            At(north, east),
            0,
            MavFrame.Global,
            p1: count,
            type: MavMissionType.Fence
        );

    /// <summary>A square fence with home in its middle.</summary>
    public static IReadOnlyList<MissionItemInt> SquareFence(double half) =>
        List(
            FenceVertex(-half, -half, 4),
            FenceVertex(half, -half, 4),
            FenceVertex(half, half, 4),
            FenceVertex(-half, half, 4)
        );

    /// <summary>Numbers the items in their order.</summary>
    public static IReadOnlyList<MissionItemInt> List(params MissionItemInt[] items) =>
        [.. items.Select((item, seq) => With(item, (ushort)seq))];

    /// <summary>Home, take-off, a square of waypoints, return.</summary>
    public static IReadOnlyList<MissionItemInt> SquarePatrol(double side, double metres) =>
        List(
            Home(),
            TakeOff(metres),
            Waypoint(side, 0, metres),
            Waypoint(side, side, metres),
            Waypoint(0, side, metres),
            Return()
        );

    public static MissionItemInt Make(
        MavCmd command,
        GeoPoint? place,
        double z,
        MavFrame frame = MavFrame.GlobalRelativeAlt,
        float p1 = 0,
        float p2 = 0,
        float p3 = 0,
        float p4 = 0,
        MavMissionType type = MavMissionType.Mission
    ) =>
        new()
        {
            TargetSystem = Rig.SystemId,
            TargetComponent = 1,
            Command = command,
            Frame = frame,
            Autocontinue = 1,
            Param1 = p1,
            Param2 = p2,
            Param3 = p3,
            Param4 = p4,
            X = (int)Math.Round((place?.LatitudeDeg ?? 0) * 1e7),
            Y = (int)Math.Round((place?.LongitudeDeg ?? 0) * 1e7),
            Z = (float)z,
            MissionType = type,
        };

    private static MissionItemInt With(MissionItemInt item, ushort seq) =>
        new()
        {
            TargetSystem = item.TargetSystem,
            TargetComponent = item.TargetComponent,
            Seq = seq,
            Command = item.Command,
            Frame = item.Frame,
            Autocontinue = item.Autocontinue,
            Param1 = item.Param1,
            Param2 = item.Param2,
            Param3 = item.Param3,
            Param4 = item.Param4,
            X = item.X,
            Y = item.Y,
            Z = item.Z,
            MissionType = item.MissionType,
        };
}
