namespace DroneCommand.Simulator.Protocol;

/// <summary>Takes what a vehicle sends: one call, one datagram. The bytes are valid only during the call.</summary>
public delegate void DatagramSink(ReadOnlySpan<byte> datagram);
