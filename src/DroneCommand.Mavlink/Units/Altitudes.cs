namespace DroneCommand.Mavlink.Units;

/// <summary>Altitude above mean sea level, in metres.</summary>
public readonly record struct AltitudeAmsl(double Metres);

/// <summary>Altitude above the vehicle's home position, in metres.</summary>
public readonly record struct AltitudeAboveHome(double Metres)
{
    /// <summary>The same height above mean sea level, for a home at <paramref name="home"/>.</summary>
    public AltitudeAmsl ToAmsl(AltitudeAmsl home) => new(home.Metres + Metres);
}

/// <summary>Altitude above the terrain under the vehicle, in metres.</summary>
public readonly record struct AltitudeAboveTerrain(double Metres);
