using DroneCommand.Missions.Reading;

namespace DroneCommand.FlightCards.Reading;

/// <summary>How cards say where: metres from home.</summary>
internal static class PlaceFields
{
    public static Field<double> North { get; } =
        new("north", Quantities.Offset, "metres north of home", Required: true);

    public static Field<double> East { get; } = new("east", Quantities.Offset, "metres east of home", Required: true);
}
