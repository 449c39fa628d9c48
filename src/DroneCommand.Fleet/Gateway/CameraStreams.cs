using System.Collections.Concurrent;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// The camera streams that vehicles announced by VIDEO_STREAM_INFORMATION, by vehicle id. An address is kept only when it
/// leads to the host at which the vehicle itself is heard: a vehicle must not make this server call elsewhere.
/// </summary>
public sealed class CameraStreams
{
    private readonly ConcurrentDictionary<string, Uri> streams = new();

    public Uri? Find(string vehicleId) => streams.GetValueOrDefault(vehicleId);

    /// <summary>Takes an announced address.</summary>
    /// <param name="vehicleId">The vehicle.</param>
    /// <param name="announced">The uri field of the message.</param>
    /// <param name="heardAt">Address of the socket at which the vehicle is heard.</param>
    /// <returns>Null when it was taken, otherwise why not.</returns>
    public string? Announce(string vehicleId, string announced, System.Net.IPAddress heardAt)
    {
        if (!Uri.TryCreate(announced, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            return $"'{announced}' is no http address";
        }
        if (!System.Net.IPAddress.TryParse(uri.Host, out var host) || !host.Equals(heardAt))
        {
            return $"'{announced}' is not at {heardAt}, where the vehicle is heard";
        }
        streams[vehicleId] = uri;
        return null;
    }
}
