using System.Text;
using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>
/// Writes QGroundControl's <c>.plan</c>, with fence and rally points also where they are empty: some readers demand them.
/// </summary>
internal sealed class QgcPlanWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 4 };

    private readonly FileProblems _problems = new();

    public PlanFileText Write(PlanFile plan)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("fileType", "Plan");
            json.WriteStartObject("geoFence");
            new PlanFence(_problems).Write(json, plan.Fence);
            json.WriteEndObject();
            json.WriteString("groundStation", "DroneCommand");
            WriteMission(json, plan);
            WriteRally(json, plan.Rally);
            json.WriteNumber("version", 1);
            json.WriteEndObject();
        }
        return new PlanFileText(Encoding.UTF8.GetString(buffer.ToArray()) + "\n", _problems.NotKept);
    }

    private void WriteMission(Utf8JsonWriter json, PlanFile plan)
    {
        json.WriteStartObject("mission");
        json.WriteNumber("cruiseSpeed", plan.CruiseSpeedMps);
        json.WriteNumber("firmwareType", (int)plan.Autopilot);
        json.WriteNumber("hoverSpeed", plan.HoverSpeedMps);
        json.WriteStartArray("items");
        for (var i = 0; i < plan.Mission.Count; i++)
            WriteItem(json, plan.Mission[i], i + 1);
        json.WriteEndArray();
        json.WriteStartArray("plannedHomePosition");
        var home = plan.Home ?? Somewhere(plan);
        json.WriteNumberValue(home.Point.LatitudeDeg);
        json.WriteNumberValue(home.Point.LongitudeDeg);
        json.WriteNumberValue(home.Altitude.Metres);
        json.WriteEndArray();
        json.WriteNumber("vehicleType", (int)plan.VehicleType);
        json.WriteNumber("version", 2);
        json.WriteEndObject();
    }

    /// <summary>A planner draws the plan around its home, so that may not be in the Gulf of Guinea.</summary>
    private (GeoPoint Point, AltitudeAmsl Altitude) Somewhere(PlanFile plan)
    {
        var first = plan.Mission.Concat(plan.Fence).Concat(plan.Rally).FirstOrDefault(i => i.Position != null);
        if (first != null)
            _problems.Lost("home", "it is not known; the plan's first place stands for it");
        return (first?.Position ?? default, default);
    }

    private static void WriteItem(Utf8JsonWriter json, MissionItem item, int number)
    {
        json.WriteStartObject();
        if (CommandTable.HasLocation(item.Command))
        {
            json.WriteNull("AMSLAltAboveTerrain");
            WriteNumber(json, "Altitude", item.AltitudeMetres);
            json.WriteNumber("AltitudeMode", AltitudeMode(item.Frame));
        }
        json.WriteBoolean("autoContinue", item.AutoContinue);
        json.WriteNumber("command", (int)item.Command);
        json.WriteNumber("doJumpId", number);
        json.WriteNumber("frame", (int)item.Frame);
        json.WriteStartArray("params");
        foreach (var value in FileItem.Numbers(item))
            if (double.IsFinite(value))
                json.WriteNumberValue(value);
            else
                json.WriteNullValue();
        json.WriteEndArray();
        json.WriteString("type", "SimpleItem");
        json.WriteEndObject();
    }

    // QGroundControl's own numbers, without which it takes terrain for sea level.
    private static int AltitudeMode(MavFrame frame) =>
        frame switch
        {
            MavFrame.GlobalTerrainAlt => 4,
            MavFrame.Global => 2,
            _ => 1,
        };

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private void WriteRally(Utf8JsonWriter json, IReadOnlyList<MissionItem> rally)
    {
        json.WriteStartObject("rallyPoints");
        json.WriteStartArray("points");
        for (var i = 0; i < rally.Count; i++)
        {
            if (rally[i].Position is not { } point)
            {
                _problems.Lost($"rally item {i + 1}", "it has no place");
                continue;
            }
            if (rally[i].Frame != MavFrame.GlobalRelativeAlt)
                _problems.Lost($"rally item {i + 1}", $"its altitude is in {rally[i].Frame}; a .plan means above home");
            json.WriteStartArray();
            json.WriteNumberValue(point.LatitudeDeg);
            json.WriteNumberValue(point.LongitudeDeg);
            json.WriteNumberValue(rally[i].AltitudeMetres);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumber("version", 2);
        json.WriteEndObject();
    }
}
