using System.Diagnostics;

namespace DroneCommand.Fuzz.Services;

/// <summary>Random inputs for the services' both ends, by a seed: what the test of them and the long run share.</summary>
public static class ServiceFuzz
{
    private const int LongestInput = 600;
    private const int Seeds = 40;

    /// <summary>Which end the input goes to.</summary>
    public enum End
    {
        /// <summary>The services of a ground station.</summary>
        Ground,

        /// <summary>The simulated vehicle.</summary>
        Vehicle,
    }

    /// <summary>The input of that number; every number has its own.</summary>
    public static byte[] Input(int number)
    {
        var random = new Random(number);
        var input = new byte[random.Next(20, LongestInput)];
        random.NextBytes(input);
        return input;
    }

    /// <summary>Plays one input.</summary>
    /// <exception cref="Exception">Whatever shows that something does not hold.</exception>
    public static void Play(End end, byte[] input)
    {
        if (end == End.Ground)
            ServiceTarget.Read(input);
        else
            VehicleTarget.Read(input);
    }

    internal static void WriteSeeds(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var number = 1; number <= Seeds; number++)
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{number:D3}.bin")), Input(number));
    }

    /// <summary>Plays inputs for a while; 0 when everything held. The figures are printed.</summary>
    internal static int Run(End end, int seconds, int seed)
    {
        Console.WriteLine($"seed: fuzz services, {end} {seed}");
        var started = TimeProvider.System.GetTimestamp();
        var memory = 0L;
        var number = seed;
        for (; TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds); number++)
        {
            try
            {
                Play(end, Input(number));
            }
            catch (Exception e)
            {
                Console.WriteLine($"finding: input {number}: {e}");
                return 1;
            }
            if (number == seed + 100)
                memory = GC.GetTotalMemory(forceFullCollection: true);
        }
        var grown = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024;
        Console.WriteLine(
            $"figure: fuzz services, {end}: {number - seed} inputs in {seconds} s, no finding (seed {seed}), "
                + $"{grown} KiB more memory than after the first hundred, {Process.GetCurrentProcess().WorkingSet64 >> 20} MiB in all"
        );
        return 0;
    }
}
