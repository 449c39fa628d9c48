using DroneCommand.FlightCards.Steps;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Reading;
using static DroneCommand.FlightCards.Reading.PlaceFields;

namespace DroneCommand.FlightCards.Reading;

/// <summary>The items of a mission that a card writes out.</summary>
internal static class MissionGrammar
{
    private static readonly Field<double> Altitude = new(
        "altitude",
        Quantities.Offset,
        "metres above home; a rover needs none"
    );
    private static readonly Field<TimeSpan> Hold = new("hold", Quantities.Time, "how long it stays there");
    private static readonly Field<int> To = new(
        "to",
        Quantities.Item,
        "the item to go on with, as on the wire: the first is 1",
        Required: true
    );
    private static readonly Field<int> Times = new("times", Quantities.Count, "how often", Required: true);
    private static readonly Field<int> Channel = new("channel", Quantities.Item, "the output's number", Required: true);
    private static readonly Field<int> Pulse = new(
        "pulse",
        Quantities.Count,
        "microseconds, 1000 to 2000",
        Required: true
    );

    private static readonly Shape<CardItem> Place = new Block<CardItem>(
        "a place",
        v => Placed(MavCmd.NavWaypoint, v),
        North,
        East,
        Altitude,
        Hold
    );

    public static Shape<CardItem> Item { get; } =
        new Verbs<CardItem>(
            "an item",
            [
                new(
                    "takeoff",
                    "climbs over where it stands",
                    null,
                    Of(Quantities.Metres, m => MissionItem.TakeOff(new AltitudeAboveHome(m)))
                ),
                new("waypoint", "goes to a place", null, Place),
                new("spline", "goes to a place on a curve", null, Curve()),
                new("loiter", "goes to a place and stays there for a time", null, Loiter()),
                new("speed", "speed over ground from here on", null, Of(Quantities.Speed, MissionItem.ChangeSpeed)),
                new(
                    "delay",
                    "waits where it is",
                    null,
                    Of(Quantities.Time, t => Plain(MavCmd.NavDelay, (float)t.TotalSeconds))
                ),
                new(
                    "jump",
                    "goes on with another item, so many times",
                    null,
                    new Block<CardItem>(
                        "jump",
                        v => new CardItem(Plain(MavCmd.DoJump, v.Of(To), v.Of(Times))),
                        To,
                        Times
                    )
                ),
                new(
                    "photo-every",
                    "takes a picture every so many metres; 0 m ends it",
                    null,
                    Of(Quantities.Metres, m => Plain(MavCmd.DoSetCamTriggDist, (float)m))
                ),
                new(
                    "servo",
                    "moves an output",
                    null,
                    new Block<CardItem>(
                        "servo",
                        v => new CardItem(Plain(MavCmd.DoSetServo, v.Of(Channel), v.Of(Pulse))),
                        Channel,
                        Pulse
                    )
                ),
                new("return", "returns to launch", new CardItem(MissionItem.ReturnToLaunch()), null),
                new("land", "lands where it is", new CardItem(MissionItem.Land()), null),
            ],
            (item, _, _) => item
        );

    private static Shape<CardItem> Curve() =>
        new Block<CardItem>("a place", v => Placed(MavCmd.NavSplineWaypoint, v), North, East, Altitude, Hold);

    // Clockwise, which is what an autopilot stores for it anyhow.
    private static Shape<CardItem> Loiter() =>
        new Block<CardItem>("a place", v => Clockwise(Placed(MavCmd.NavLoiterTime, v)), North, East, Altitude, Hold);

    private static CardItem Clockwise(CardItem item) => item with { Item = item.Item with { Param3 = 1 } };

    private static CardItem Placed(MavCmd command, FieldValues values) =>
        new(
            new MissionItem
            {
                Command = command,
                AltitudeMetres = values.Or(Altitude, 0),
                Param1 = (float)values.Or(Hold, TimeSpan.Zero).TotalSeconds,
            },
            new CardPlace(values.Of(North), values.Of(East))
        );

    private static MissionItem Plain(MavCmd command, float param1, float param2 = 0) =>
        new()
        {
            Command = command,
            Param1 = param1,
            Param2 = param2,
        };

    private static Shape<CardItem> Of<T>(Shape<T> shape, Func<T, MissionItem> make) =>
        new Made<T, CardItem>(shape, value => new CardItem(make(value)));
}
