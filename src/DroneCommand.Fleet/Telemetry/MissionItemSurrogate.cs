using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Telemetry;

/// <summary>Wire form of <see cref="MissionItem"/> between silos; units as there.</summary>
[GenerateSerializer, Immutable]
public struct MissionItemSurrogate
{
    [Id(0)]
    public int Command { get; set; }

    [Id(1)]
    public int Frame { get; set; }

    /// <summary>Parameters 1 to 4.</summary>
    [Id(2)]
    public float[] Parameters { get; set; }

    [Id(3)]
    public GeoPoint? Position { get; set; }

    [Id(4)]
    public int Param5 { get; set; }

    [Id(5)]
    public int Param6 { get; set; }

    [Id(6)]
    public double AltitudeMetres { get; set; }

    [Id(7)]
    public bool AutoContinue { get; set; }
}

[RegisterConverter]
internal sealed class MissionItemConverter : IConverter<MissionItem, MissionItemSurrogate>
{
    public MissionItem ConvertFromSurrogate(in MissionItemSurrogate surrogate) =>
        new()
        {
            Command = (MavCmd)surrogate.Command,
            Frame = (MavFrame)surrogate.Frame,
            Param1 = surrogate.Parameters[0],
            Param2 = surrogate.Parameters[1],
            Param3 = surrogate.Parameters[2],
            Param4 = surrogate.Parameters[3],
            Position = surrogate.Position,
            Param5 = surrogate.Param5,
            Param6 = surrogate.Param6,
            AltitudeMetres = surrogate.AltitudeMetres,
            AutoContinue = surrogate.AutoContinue,
        };

    public MissionItemSurrogate ConvertToSurrogate(in MissionItem value) =>
        new()
        {
            Command = (int)value.Command,
            Frame = (int)value.Frame,
            Parameters = [value.Param1, value.Param2, value.Param3, value.Param4],
            Position = value.Position,
            Param5 = value.Param5,
            Param6 = value.Param6,
            AltitudeMetres = value.AltitudeMetres,
            AutoContinue = value.AutoContinue,
        };
}
