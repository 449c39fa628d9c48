using System.Globalization;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>
/// Reads <c>QGC WPL 110</c>: twelve fields a line. A first row in frame 0 with command 16 or 0 is home, as Mission Planner
/// and MAVProxy write it. Rows with fence or rally commands become the plan's fence and rally points.
/// </summary>
/// <remarks>https://mavlink.io/en/file_formats/#mission_plain_text_file</remarks>
internal sealed class WaypointsReader
{
    public const string Header = "QGC WPL 110";
    private const int Fields = 12;

    private readonly FileProblems _problems = new();
    private readonly List<FileItem> _items = [];
    private (GeoPoint, AltitudeAmsl)? _home;
    private bool _headed;
    private int _rows;

    public PlanFileResult Read(string text)
    {
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            Take(line.Trim('\uFEFF', ' ', '\t'), $"line {++number}");
        if (!_headed && _problems.Errors.Count == 0)
            _problems.Wrong("line 1", $"the file is empty: it should begin with {Header}");
        var plan = new PlanFile
        {
            Home = _home,
            Mission = _problems.Items(Of(MavMissionType.Mission)),
            Fence = _problems.Items(Of(MavMissionType.Fence)),
            Rally = _problems.Items(Of(MavMissionType.Rally)),
        };
        return new PlanFileResult(_problems.Errors.Count == 0 ? plan : null, _problems.Errors, _problems.NotKept);
    }

    private List<FileItem> Of(MavMissionType type) => [.. _items.Where(i => i.Type == type)];

    private void Take(string line, string where)
    {
        if (line.Length == 0 || line[0] == '#')
            return;
        if (_headed)
            Row(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), where);
        else if (line != Header)
            _problems.Wrong(where, $"'{(line.Length > 40 ? line[..40] + "…" : line)}' is not {Header}");
        _headed = true;
    }

    private void Row(string[] fields, string where)
    {
        var row = _rows++;
        if (fields.Length != Fields)
        {
            _problems.Wrong(where, $"{fields.Length} fields instead of {Fields}");
            return;
        }
        var numbers = fields.Select(f => Number(f, where)).ToArray();
        if (numbers.Contains(null))
            return;
        var sequence = Whole(numbers[0], "number", ushort.MaxValue, where);
        var frame = Whole(numbers[2], "frame", byte.MaxValue, where);
        var command = Whole(numbers[3], "command", ushort.MaxValue, where);
        if (sequence == null || frame == null || command == null)
            return;
        var item = new FileItem(
            where,
            sequence.Value,
            (MavCmd)command.Value,
            (MavFrame)frame.Value,
            [.. numbers[4..11].Select(n => n!.Value)],
            numbers[11] != 0
        );
        if (row == 0 && item is { Frame: MavFrame.Global, Command: MavCmd.NavWaypoint or 0 })
        {
            Home(item);
            return;
        }
        if (numbers[1] != 0 && _items.Count > 0)
            _problems.Lost(where, "the vehicle is not told to begin at this item");
        _items.Add(item);
    }

    private void Home(FileItem item)
    {
        var point = new GeoPoint(item.Params[4], item.Params[5]);
        if (!point.IsValid || !double.IsFinite(item.Params[6]))
            _problems.Wrong(item.Where, "home is no place");
        else if (point != default)
            _home = (point, new AltitudeAmsl(item.Params[6]));
    }

    private double? Number(string field, string where)
    {
        if (field.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return double.NaN;
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        _problems.Wrong(where, $"'{field}' is no number");
        return null;
    }

    private int? Whole(double? number, string what, int limit, string where)
    {
        if (number is { } n && n >= 0 && n <= limit && Math.Truncate(n) == n)
            return (int)n;
        _problems.Wrong(where, FormattableString.Invariant($"its {what} {number} is not from 0 to {limit}"));
        return null;
    }
}
