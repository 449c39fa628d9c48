namespace DroneCommand.Simulator.Protocol;

/// <summary>Who sent a frame: system and component id.</summary>
public readonly record struct Peer(byte SystemId, byte ComponentId);
