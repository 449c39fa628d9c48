namespace DroneCommand.Missions.Coverage;

/// <summary>A place or a way in a plane, metres. Plain numbers: the planner's inner loops turn over millions of them.</summary>
internal readonly record struct Vec(double X, double Y)
{
    public double Length => Math.Sqrt(X * X + Y * Y);

    public static Vec operator +(Vec one, Vec other) => new(one.X + other.X, one.Y + other.Y);

    public static Vec operator -(Vec one, Vec other) => new(one.X - other.X, one.Y - other.Y);

    public static Vec operator *(Vec one, double factor) => new(one.X * factor, one.Y * factor);

    public static double Distance(Vec one, Vec other) => (one - other).Length;

    public static double Dot(Vec one, Vec other) => one.X * other.X + one.Y * other.Y;

    /// <summary>Positive when <paramref name="other"/> points to the left of <paramref name="one"/>.</summary>
    public static double Cross(Vec one, Vec other) => one.X * other.Y - one.Y * other.X;

    /// <summary>Turned to the left by an angle that is given by its sine and cosine.</summary>
    public Vec Turned(double sin, double cos) => new(X * cos - Y * sin, X * sin + Y * cos);
}
