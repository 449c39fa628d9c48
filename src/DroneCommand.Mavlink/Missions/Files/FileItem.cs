using System.Globalization;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>An item as both formats have it: a command, a frame, seven numbers.</summary>
/// <param name="Where">Its place in the file.</param>
/// <param name="Number">By which jumps of the same file name it.</param>
/// <param name="Command">What it is.</param>
/// <param name="Frame">What its altitude is measured from.</param>
/// <param name="Params">Seven, NaN for what is left to the vehicle; degrees for a place.</param>
/// <param name="AutoContinue">False makes the vehicle wait after it.</param>
internal sealed record FileItem(
    string Where,
    int Number,
    MavCmd Command,
    MavFrame Frame,
    double[] Params,
    bool AutoContinue
)
{
    public const MavCmd FirstFence = MavCmd.NavFenceReturnPoint;
    public const MavCmd LastFence = MavCmd.NavFenceCircleExclusion;

    public MavMissionType Type =>
        Command is >= FirstFence and <= LastFence ? MavMissionType.Fence
        : Command == MavCmd.NavRallyPoint ? MavMissionType.Rally
        : MavMissionType.Mission;

    /// <summary>Makes the item of it that is sent; null when it has errors, which are noted.</summary>
    public MissionItem? ToItem(FileProblems problems)
    {
        var before = problems.Errors.Count;
        foreach (var value in Params)
            if (!double.IsNaN(value) && !float.IsFinite((float)value))
                problems.Wrong(Where, Invariant($"{value} is no number that a message carries"));
        var located = CommandTable.HasLocation(Command);
        var position = located ? Place(problems) : null;
        var item = new MissionItem
        {
            Command = Command,
            Frame = Plain(Frame),
            Param1 = (float)Params[0],
            Param2 = (float)Params[1],
            Param3 = (float)Params[2],
            Param4 = (float)Params[3],
            Position = position,
            Param5 = located ? 0 : Whole(Params[4], 5, problems),
            Param6 = located ? 0 : Whole(Params[5], 6, problems),
            AltitudeMetres = Params[6],
            AutoContinue = AutoContinue,
        };
        return problems.Errors.Count == before ? item : null;
    }

    /// <summary>The seven numbers of an item, its place in degrees.</summary>
    public static double[] Numbers(MissionItem item) =>
        [
            Exact(item.Param1),
            Exact(item.Param2),
            Exact(item.Param3),
            Exact(item.Param4),
            item.Position?.LatitudeDeg ?? item.Param5,
            item.Position?.LongitudeDeg ?? item.Param6,
            item.AltitudeMetres,
        ];

    // A place of zeros means 'where the vehicle is'.
    private GeoPoint? Place(FileProblems problems)
    {
        var (latitude, longitude) = (Params[4], Params[5]);
        if (double.IsNaN(latitude) && double.IsNaN(longitude) || (latitude == 0 && longitude == 0))
            return null;
        var point = new GeoPoint(latitude, longitude);
        if (!point.IsValid)
            problems.Wrong(Where, Invariant($"latitude {latitude}, longitude {longitude} is no place"));
        if (!IsGlobal(Frame))
            problems.Wrong(Where, $"a place in {Frame} is none on the globe");
        return point;
    }

    private int Whole(double value, int parameter, FileProblems problems)
    {
        if (double.IsNaN(value))
            return 0;
        var whole = (int)Math.Round(value);
        if (whole != value)
            problems.Lost(Where, Invariant($"parameter {parameter} is sent as a whole number: {whole}, not {value}"));
        return whole;
    }

    private static bool IsGlobal(MavFrame frame) =>
        Plain(frame) is MavFrame.Global or MavFrame.GlobalRelativeAlt or MavFrame.GlobalTerrainAlt;

    /// <summary>The frames ending in _INT say how a message scales its numbers, and mean the same.</summary>
    private static MavFrame Plain(MavFrame frame) =>
        frame switch
        {
            MavFrame.GlobalInt => MavFrame.Global,
            MavFrame.GlobalRelativeAltInt => MavFrame.GlobalRelativeAlt,
            MavFrame.GlobalTerrainAltInt => MavFrame.GlobalTerrainAlt,
            _ => frame,
        };

    // What a person would write for the float: 0.1, not 0.10000000149.
    private static double Exact(float value) =>
        float.IsFinite(value)
            ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
