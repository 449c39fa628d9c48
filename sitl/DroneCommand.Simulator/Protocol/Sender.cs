using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Sends the messages of one component of the vehicle.</summary>
public sealed class Sender(byte systemId, byte componentId, DatagramSink sink)
{
    private readonly FrameWriter _writer = new(systemId, componentId);

    public byte SystemId => systemId;

    public byte ComponentId => componentId;

    /// <summary>Signs what is sent from now on; null sends it unsigned.</summary>
    public FrameSigner? Signer
    {
        get => _writer.Signer;
        set => _writer.Signer = value;
    }

    public void Send<T>(in T message)
        where T : struct, IMavlinkMessage<T>
    {
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        sink(frame[.._writer.Write(message, frame)]);
    }

    /// <summary>Sends bytes that are no frame.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes) => sink(bytes);
}
