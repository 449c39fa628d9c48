using System.Globalization;
using System.Text;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>Writes <c>QGC WPL 110</c>: tabs, and home as row 0, which is of zeros where it is not known.</summary>
internal sealed class WaypointsWriter
{
    private readonly StringBuilder _text = new(WaypointsReader.Header + "\n");

    public PlanFileText Write(PlanFile plan)
    {
        var problems = new FileProblems();
        var kinds = new[] { MavMissionType.Mission, MavMissionType.Fence, MavMissionType.Rally };
        var written = kinds.FirstOrDefault(type => plan.Items(type).Count > 0);
        foreach (var type in kinds.Where(type => type != written && plan.Items(type).Count > 0))
            problems.Lost(
                type.ToString().ToLowerInvariant(),
                $"a .waypoints file has no place for its {plan.Items(type).Count} items beside the {written.ToString().ToLowerInvariant()}"
            );
        var home = plan.Home ?? (default(GeoPoint), default(AltitudeAmsl));
        Row(
            0,
            new MissionItem
            {
                Command = MavCmd.NavWaypoint,
                Frame = MavFrame.Global,
                Position = home.Point,
                AltitudeMetres = home.Altitude.Metres,
            }
        );
        var number = 0;
        foreach (var item in plan.Items(written))
            Row(++number, item);
        return new PlanFileText(_text.ToString(), problems.NotKept);
    }

    private void Row(int number, MissionItem item)
    {
        var fields = new List<double> { number, number == 0 ? 1 : 0, (double)item.Frame, (double)item.Command };
        fields.AddRange(FileItem.Numbers(item));
        fields.Add(item.AutoContinue ? 1 : 0);
        _text.AppendJoin('\t', fields.Select(Field)).Append('\n');
    }

    // Without exponents, which some readers take for the end of the number.
    private static string Field(double value) =>
        double.IsNaN(value) ? "nan" : value.ToString("0.###############", CultureInfo.InvariantCulture);
}
