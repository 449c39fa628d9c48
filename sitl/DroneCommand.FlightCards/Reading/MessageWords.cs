using DroneCommand.Mavlink.Messages;

namespace DroneCommand.FlightCards.Reading;

/// <summary>MAVLink's words as they are written on the wire's side.</summary>
internal static class MessageWords
{
    public static MavCmd? Command(string name) => Parse<MavCmd>(name);

    public static MavResult? Result(string name) => Parse<MavResult>(name);

    private static T? Parse<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value)
        && Enum.IsDefined(value)
        && !name.Any(char.IsLower)
            ? value
            : null;
}
