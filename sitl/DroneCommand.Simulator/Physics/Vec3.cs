namespace DroneCommand.Simulator.Physics;

/// <summary>A vector in the vehicle's local frame: metres (or m/s, m/s²) north, east and up.</summary>
public readonly record struct Vec3(double North, double East, double Up)
{
    public static Vec3 Zero => default;

    /// <summary>Length in three dimensions.</summary>
    public double Length => Math.Sqrt((North * North) + (East * East) + (Up * Up));

    /// <summary>Length of the horizontal part.</summary>
    public double HorizontalLength => Math.Sqrt((North * North) + (East * East));

    /// <summary>The horizontal part.</summary>
    public Vec3 Horizontal => new(North, East, 0);

    /// <summary>Direction of the horizontal part, degrees clockwise from north, 0 to 360.</summary>
    public double BearingDeg => Angles.Wrap360(Angles.Degrees(Math.Atan2(East, North)));

    public static Vec3 FromBearing(double bearingDeg, double length = 1) =>
        new(Math.Cos(Angles.Radians(bearingDeg)) * length, Math.Sin(Angles.Radians(bearingDeg)) * length, 0);

    public Vec3 Normalized() => Length < 1e-9 ? Zero : this / Length;

    /// <summary>The same horizontal direction, no longer than <paramref name="limit"/>; the vertical part is kept.</summary>
    public Vec3 LimitHorizontal(double limit)
    {
        var length = HorizontalLength;
        return length <= limit || length < 1e-9 ? this : new Vec3(North * limit / length, East * limit / length, Up);
    }

    public double Dot(Vec3 other) => (North * other.North) + (East * other.East) + (Up * other.Up);

    public Vec3 WithUp(double up) => this with { Up = up };

    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.North + b.North, a.East + b.East, a.Up + b.Up);

    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.North - b.North, a.East - b.East, a.Up - b.Up);

    public static Vec3 operator *(Vec3 a, double k) => new(a.North * k, a.East * k, a.Up * k);

    public static Vec3 operator /(Vec3 a, double k) => new(a.North / k, a.East / k, a.Up / k);

    /// <summary>The three numbers. What a record would print holds vectors, which hold vectors without end.</summary>
    public override string ToString() => FormattableString.Invariant($"({North:0.###}, {East:0.###}, {Up:0.###})");
}
