using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Vehicles;

/// <summary>A straight or evenly bent piece of a way in a plane.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="HeadingRad">Its direction there, anticlockwise from east.</param>
/// <param name="Metres">How long it is.</param>
/// <param name="Curvature">1 over the radius, positive to the left; 0 when straight.</param>
internal readonly record struct PathPiece(Vec From, double HeadingRad, double Metres, double Curvature)
{
    public Vec End => At(Metres);

    public double EndHeadingRad => HeadingRad + Metres * Curvature;

    /// <summary>The place so many metres along it.</summary>
    public Vec At(double metres)
    {
        var (sin, cos) = Math.SinCos(HeadingRad);
        if (Curvature == 0)
        {
            return From + new Vec(cos, sin) * metres;
        }

        var (endSin, endCos) = Math.SinCos(HeadingRad + metres * Curvature);
        return From + new Vec(endSin - sin, cos - endCos) * (1 / Curvature);
    }
}
