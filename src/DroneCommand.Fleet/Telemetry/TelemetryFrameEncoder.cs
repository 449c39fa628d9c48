using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Telemetry;

/// <summary>One line of the roster: the short handle that position messages use for a vehicle on this connection.</summary>
/// <param name="Handle">Unique on the connection.</param>
/// <param name="Id">The vehicle's permanent id.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Simulated">True for the built-in simulator's vehicles.</param>
public sealed record RosterLine(ushort Handle, string Id, string Name, VehicleKind Kind, bool Simulated);

/// <summary>
/// Writes the binary messages of the live map for one connection, little-endian; the map module's decoder is its other
/// half. A message is a snapshot: the newest replaces all before it, so a slow reader skips and nothing queues.
/// Not thread-safe: the connection's send loop owns it.
/// </summary>
public sealed class TelemetryFrameEncoder
{
    /// <summary>First byte of a roster message; UTF-8 JSON follows.</summary>
    public const byte RosterType = 1;

    /// <summary>First byte of a positions message.</summary>
    public const byte PositionsType = 2;

    private const byte PositionsVersion = 1;
    private const int HeaderBytes = 12;
    private const int BytesPerVehicle = 38;

    private readonly Dictionary<string, RosterLine> roster = [];

    /// <summary>
    /// The messages that say how <paramref name="vehicles"/> stand: a roster first whenever one of them is new or was
    /// renamed, then their positions.
    /// </summary>
    /// <param name="vehicles">What changed, or all; at most 65,535 different ones over a connection's life.</param>
    /// <param name="now">Server time; positions carry their age against it.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> Encode(IReadOnlyList<VehicleView> vehicles, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(vehicles);
        var positions = Positions(vehicles, now, out var rosterChanged);
        return rosterChanged ? [Roster(), positions] : [positions];
    }

    private byte[] Roster()
    {
        IReadOnlyList<RosterLine> lines = [.. roster.Values.OrderBy(line => line.Handle)];
        return [RosterType, .. JsonSerializer.SerializeToUtf8Bytes(lines, RosterJson.Default.IReadOnlyListRosterLine)];
    }

    private byte[] Positions(IReadOnlyList<VehicleView> vehicles, DateTimeOffset now, out bool rosterChanged)
    {
        rosterChanged = false;
        var message = new byte[HeaderBytes + vehicles.Count * BytesPerVehicle];
        var span = message.AsSpan();
        span[0] = PositionsType;
        span[1] = PositionsVersion;
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], checked((ushort)vehicles.Count));
        BinaryPrimitives.WriteDoubleLittleEndian(span[4..], (now - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        for (var i = 0; i < vehicles.Count; i++)
        {
            rosterChanged |= Enrol(vehicles[i], out var handle);
            WriteVehicle(span[(HeaderBytes + i * BytesPerVehicle)..], handle, vehicles[i], now);
        }

        return message;
    }

    /// <summary>True when the roster says something new of this vehicle.</summary>
    private bool Enrol(VehicleView view, out ushort handle)
    {
        var known = roster.GetValueOrDefault(view.VehicleId);
        handle = known?.Handle ?? checked((ushort)(roster.Count + 1));
        var line = new RosterLine(handle, view.VehicleId, view.Name, view.Kind, view.Simulated);
        roster[view.VehicleId] = line;
        return line != known;
    }

    private static void WriteVehicle(Span<byte> span, ushort handle, VehicleView view, DateTimeOffset now)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(span, handle);
        span[2] = (byte)view.Kind;
        span[3] = Flags(view);
        span[4] = (byte)view.Status;
        span[5] = view.NeedsYou.Count == 0 ? (byte)0 : (byte)(view.NeedsYou.Max(item => item.Severity) + 1);
        BinaryPrimitives.WriteDoubleLittleEndian(span[6..], view.Position?.LatitudeDeg ?? double.NaN);
        BinaryPrimitives.WriteDoubleLittleEndian(span[14..], view.Position?.LongitudeDeg ?? double.NaN);
        BinaryPrimitives.WriteSingleLittleEndian(span[22..], (float)(view.AboveHome?.Metres ?? double.NaN));
        BinaryPrimitives.WriteSingleLittleEndian(span[26..], (float)(view.HeadingDeg ?? double.NaN));
        BinaryPrimitives.WriteSingleLittleEndian(span[30..], (float)(view.GroundSpeedMps ?? double.NaN));
        BinaryPrimitives.WriteUInt32LittleEndian(span[34..], AgeMilliseconds(view, now));
    }

    private static byte Flags(VehicleView view)
    {
        var flags = view.Armed ? 1 : 0;
        flags |= view.Link is LinkState.Stale ? 2 : 0;
        flags |= view.Link is LinkState.Lost or LinkState.NeverHeard ? 4 : 0;
        flags |= view.NeedsYou.Count > 0 ? 8 : 0;
        flags |= view.Simulated ? 16 : 0;
        return (byte)flags;
    }

    /// <summary>A clock that was set back must not make a position look younger than new, nor a silent vehicle live.</summary>
    private static uint AgeMilliseconds(VehicleView view, DateTimeOffset now)
    {
        if ((view.PositionHeard ?? view.LastHeard) is not { } heard)
        {
            return uint.MaxValue;
        }

        return (uint)Math.Clamp((now - heard).TotalMilliseconds, 0, uint.MaxValue);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<RosterLine>))]
internal sealed partial class RosterJson : JsonSerializerContext;
