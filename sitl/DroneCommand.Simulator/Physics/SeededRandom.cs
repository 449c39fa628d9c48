namespace DroneCommand.Simulator.Physics;

/// <summary>
/// Random numbers from a seed that are the same on every runtime and machine (SplitMix64), so that a seed names a run
/// for ever. One stream per use: what one part draws never shifts what another part sees.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;
    private double? _spareGaussian;

    /// <summary>The stream called <paramref name="use"/> of system <paramref name="systemId"/> in the run <paramref name="seed"/>.</summary>
    public static SeededRandom For(int seed, int systemId, string use)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in use)
        {
            hash = (hash ^ letter) * 1_099_511_628_211UL;
        }

        return new SeededRandom(hash ^ ((ulong)(uint)seed << 32) ^ (ulong)(uint)systemId);
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0 to 1 (1 excluded).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double NextGaussian()
    {
        if (_spareGaussian is { } spare)
        {
            _spareGaussian = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var angle = 2 * Math.PI * NextDouble();
        _spareGaussian = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }
}
