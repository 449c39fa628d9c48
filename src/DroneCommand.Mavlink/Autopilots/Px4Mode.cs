namespace DroneCommand.Mavlink.Autopilots;

/// <summary>
/// PX4's custom mode: a main mode in bits 16 to 23 and, for the automatic ones, a sub mode in bits 24 to 31. In
/// MAV_CMD_DO_SET_MODE they are parameters of their own.
/// </summary>
/// <param name="Main">1 and up.</param>
/// <param name="Sub">0 for a mode without sub modes.</param>
internal readonly record struct Px4Mode(byte Main, byte Sub = 0)
{
    private const byte AutoMain = 4;

    public static readonly Px4Mode AutoHold = new(AutoMain, 3);
    public static readonly Px4Mode AutoMission = new(AutoMain, 4);
    public static readonly Px4Mode AutoReturn = new(AutoMain, 5);
    public static readonly Px4Mode AutoLand = new(AutoMain, 6);

    /// <summary>Their names as PX4's people write them, then what else is understood.</summary>
    public static readonly ModeNames Names = new([
        (new Px4Mode(1), "MANUAL"),
        (new Px4Mode(2), "ALTCTL"),
        (new Px4Mode(3), "POSCTL"),
        (new Px4Mode(3, 1), "ORBIT"),
        (new Px4Mode(3, 2), "POSITION_SLOW"),
        (new Px4Mode(AutoMain, 1), "AUTO.READY"),
        (new Px4Mode(AutoMain, 2), "AUTO.TAKEOFF"),
        (AutoHold, "AUTO.LOITER"),
        (AutoMission, "AUTO.MISSION"),
        (AutoReturn, "AUTO.RTL"),
        (AutoLand, "AUTO.LAND"),
        (new Px4Mode(AutoMain, 8), "AUTO.FOLLOW_TARGET"),
        (new Px4Mode(AutoMain, 9), "AUTO.PRECLAND"),
        (new Px4Mode(AutoMain, 10), "AUTO.VTOL_TAKEOFF"),
        (new Px4Mode(5), "ACRO"),
        (new Px4Mode(6), "OFFBOARD"),
        (new Px4Mode(7), "STABILIZED"),
        (new Px4Mode(9), "TERMINATION"),
        (new Px4Mode(2), "ALTITUDE"),
        (new Px4Mode(3), "POSITION"),
        (AutoHold, "HOLD"),
        (AutoHold, "LOITER"),
        (AutoMission, "MISSION"),
        (AutoReturn, "RTL"),
        (AutoReturn, "RETURN"),
        (AutoLand, "LAND"),
        (new Px4Mode(AutoMain, 2), "TAKEOFF"),
    ]);

    public uint Number => ((uint)Main << 16) | ((uint)Sub << 24);

    public static Px4Mode Of(uint number) => new((byte)(number >> 16), (byte)(number >> 24));

    public static implicit operator uint(Px4Mode mode) => mode.Number;
}
