using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Telemetry;

// Mavlink knows nothing of Orleans: its unit types travel between silos by these stand-ins.

/// <summary>Wire form of <see cref="GeoPoint"/> between silos.</summary>
[GenerateSerializer, Immutable]
public struct GeoPointSurrogate
{
    [Id(0)]
    public double LatitudeDeg { get; set; }

    [Id(1)]
    public double LongitudeDeg { get; set; }
}

/// <summary>Wire form of <see cref="AltitudeAboveHome"/> between silos: metres.</summary>
[GenerateSerializer, Immutable]
public struct AltitudeAboveHomeSurrogate
{
    [Id(0)]
    public double Metres { get; set; }
}

[RegisterConverter]
internal sealed class GeoPointConverter : IConverter<GeoPoint, GeoPointSurrogate>
{
    public GeoPoint ConvertFromSurrogate(in GeoPointSurrogate surrogate) =>
        new(surrogate.LatitudeDeg, surrogate.LongitudeDeg);

    public GeoPointSurrogate ConvertToSurrogate(in GeoPoint value) =>
        new() { LatitudeDeg = value.LatitudeDeg, LongitudeDeg = value.LongitudeDeg };
}

[RegisterConverter]
internal sealed class AltitudeAboveHomeConverter : IConverter<AltitudeAboveHome, AltitudeAboveHomeSurrogate>
{
    public AltitudeAboveHome ConvertFromSurrogate(in AltitudeAboveHomeSurrogate surrogate) => new(surrogate.Metres);

    public AltitudeAboveHomeSurrogate ConvertToSurrogate(in AltitudeAboveHome value) => new() { Metres = value.Metres };
}

[RegisterConverter]
internal sealed class AltitudeAmslConverter : IConverter<AltitudeAmsl, AltitudeAmslSurrogate>
{
    public AltitudeAmsl ConvertFromSurrogate(in AltitudeAmslSurrogate surrogate) => new(surrogate.Metres);

    public AltitudeAmslSurrogate ConvertToSurrogate(in AltitudeAmsl value) => new() { Metres = value.Metres };
}

/// <summary>Wire form of <see cref="AltitudeAmsl"/> between silos: metres above mean sea level.</summary>
[GenerateSerializer, Immutable]
public struct AltitudeAmslSurrogate
{
    [Id(0)]
    public double Metres { get; set; }
}
