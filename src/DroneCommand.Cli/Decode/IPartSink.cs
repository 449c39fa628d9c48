using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>What a stream's parts go to, in the order of the stream.</summary>
internal interface IPartSink
{
    void Delivered(in StreamPart part);

    void Rejected(string reason, long offset, long length);

    /// <summary>One of several streams ended.</summary>
    void EndStream();
}
