namespace DroneCommand.Simulator.Physics;

/// <summary>An error that wanders around zero (Ornstein–Uhlenbeck): the shape of GPS drift and of gusts.</summary>
public sealed class DriftingError(SeededRandom random, double sigma, TimeSpan correlation)
{
    public double Value { get; private set; } = random.NextGaussian() * sigma;

    public void Step(double dtSeconds)
    {
        var keep = Math.Exp(-dtSeconds / correlation.TotalSeconds);
        Value = (Value * keep) + (sigma * Math.Sqrt(1 - (keep * keep)) * random.NextGaussian());
    }
}
