using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>
/// Reads QGroundControl's <c>.plan</c>. Of a pattern (survey, corridor, structure) the items that are flown are read, and
/// its making is named as not kept.
/// </summary>
/// <remarks>https://docs.qgroundcontrol.com/master/en/qgc-dev-guide/file_formats/plan.html</remarks>
internal sealed class QgcPlanReader
{
    private readonly FileProblems _problems = new();
    private readonly List<FileItem> _items = [];

    public PlanFileResult Read(string text)
    {
        PlanFile? plan = null;
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            plan = Root(new JsonCursor(document.RootElement, "", _problems));
        }
        catch (JsonException e)
        {
            var what = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            _problems.Wrong($"line {(e.LineNumber ?? 0) + 1}", what);
        }
        return new PlanFileResult(_problems.Errors.Count == 0 ? plan : null, _problems.Errors, _problems.NotKept);
    }

    private PlanFile Root(JsonCursor root)
    {
        root.NameOthers("fileType", "version", "groundStation", "mission", "geoFence", "rallyPoints");
        if (root.Need("fileType") is { } type && type.Text() is { } name && name != "Plan")
            _problems.Wrong(type.Path, $"'{name}' should be 'Plan'");
        if (root.Need("version") is { } version && version.Whole(int.MaxValue) is not (null or 1))
            _problems.Wrong(version.Path, "only version 1 is known");
        var plan = root.Need("mission") is { } mission ? Mission(mission) : new PlanFile();
        return plan with
        {
            Fence = root.Find("geoFence") is { } fence ? new PlanFence(_problems).Read(fence) : [],
            Rally = root.Find("rallyPoints") is { } rally ? Rally(rally) : [],
        };
    }

    private PlanFile Mission(JsonCursor mission)
    {
        mission.NameOthers(
            "version",
            "items",
            "plannedHomePosition",
            "firmwareType",
            "vehicleType",
            "cruiseSpeed",
            "hoverSpeed",
            "globalPlanAltitudeMode"
        );
        if (mission.Find("version") is { } version && version.Whole(int.MaxValue) is not (null or 2))
            _problems.Wrong(version.Path, "only version 2 is known");
        foreach (var item in mission.Need("items")?.Elements() ?? [])
            Take(item);
        var home = mission.Find("plannedHomePosition")?.Place();
        var plan = new PlanFile
        {
            Mission = _problems.Items(_items),
            Home = home is { } h && h.Point != default ? (h.Point, new AltitudeAmsl(h.Altitude)) : null,
        };
        return plan with
        {
            Autopilot = (MavAutopilot)(mission.Find("firmwareType")?.Whole(byte.MaxValue) ?? (int)plan.Autopilot),
            VehicleType = (MavType)(mission.Find("vehicleType")?.Whole(byte.MaxValue) ?? (int)plan.VehicleType),
            CruiseSpeedMps = mission.Find("cruiseSpeed")?.Number() ?? plan.CruiseSpeedMps,
            HoverSpeedMps = mission.Find("hoverSpeed")?.Number() ?? plan.HoverSpeedMps,
        };
    }

    private void Take(JsonCursor item)
    {
        var type = item.Need("type");
        switch (type?.Text())
        {
            case "SimpleItem":
                Simple(item);
                break;
            case "ComplexItem":
                Complex(item);
                break;
            case { } other:
                _problems.Wrong(type!.Value.Path, $"'{other}' is neither SimpleItem nor ComplexItem");
                break;
        }
    }

    private void Complex(JsonCursor item)
    {
        var kind = item.Find("complexItemType")?.Text() ?? "pattern";
        var flown = item.Find("TransectStyleComplexItem")?.Find("Items") ?? item.Find("Items");
        if (flown is not { } items)
        {
            _problems.Wrong(item.Path, $"a {kind} without the items that are flown");
            return;
        }
        var elements = items.Elements();
        foreach (var element in elements)
            Take(element);
        _problems.Lost(item.Path, $"the {kind}'s making; its {elements.Count} items are");
    }

    private void Simple(JsonCursor item)
    {
        // The altitude is parameter 7; how a planner shows it is the planner's.
        item.NameOthers(
            "type",
            "command",
            "frame",
            "params",
            "autoContinue",
            "doJumpId",
            "AMSLAltAboveTerrain",
            "Altitude",
            "AltitudeMode",
            "MISSION_ITEM_ID"
        );
        var command = item.Need("command")?.Whole(ushort.MaxValue);
        var frame = item.Need("frame")?.Whole(byte.MaxValue);
        var number = item.Find("doJumpId") is { } id ? id.Whole(ushort.MaxValue) : _items.Count + 1;
        var autoContinue = item.Find("autoContinue") is { } flag ? flag.Flag() : true;
        var numbers = item.Need("params") is { } list ? list.Elements().Select(p => p.NumberOrNull()).ToList() : [];
        if (item.Find("params") is { } given && numbers.Count != 7)
            _problems.Wrong(given.Path, $"has {numbers.Count} numbers instead of 7");
        if (command == null || frame == null || number == null || autoContinue == null || numbers.Count != 7)
            return;
        if (numbers.Contains(null))
            return;
        _items.Add(
            new FileItem(
                item.Path,
                number.Value,
                (MavCmd)command.Value,
                (MavFrame)frame.Value,
                [.. numbers.Select(n => n!.Value)],
                autoContinue.Value
            )
        );
    }

    private static List<MissionItem> Rally(JsonCursor rally)
    {
        rally.NameOthers("version", "points");
        var result = new List<MissionItem>();
        foreach (var point in rally.Find("points")?.Elements() ?? [])
            if (point.Place() is { } place)
                result.Add(
                    new MissionItem
                    {
                        Command = MavCmd.NavRallyPoint,
                        Position = place.Point,
                        AltitudeMetres = place.Altitude,
                    }
                );
        return result;
    }
}
