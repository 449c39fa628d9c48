using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Gateway.Signing;

namespace DroneCommand.Console.Admin.Signing;

/// <summary>The state of a vehicle's signing in words.</summary>
public static class SigningWords
{
    public static string State(SigningStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return (status.On, status.Readable) switch
        {
            (false, _) => "off",
            (true, false) => "key cannot be read",
            _ => "on",
        };
    }

    /// <summary>What is to be known besides, a line each.</summary>
    public static IEnumerable<string> Notes(SigningStatus status, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (status is { On: true, Readable: false })
        {
            yield return "nothing of it is accepted and nothing is sent to it, until its key is imported again";
        }
        else if (status.On)
        {
            var origin = status.SetUpHere ? "set up and seen" : "imported";
            yield return status.Since is { } since ? $"{origin} {Show.Moment(since, zone, now)}" : origin;
        }

        switch (status.Open)
        {
            case OpenChange.SettingUp:
                yield return "a new key was sent and is not proven yet; frames of both states are accepted";
                break;
            case OpenChange.TurningOff:
                yield return "is being turned off, which is not proven yet; unsigned frames are accepted too";
                break;
        }
    }
}
