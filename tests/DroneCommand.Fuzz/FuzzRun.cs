using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Fuzz;

/// <summary>
/// Reads a corpus, which must bring every message, then mutations of it for a while. Needs no fuzzer: it is blind to what
/// the code does with an input, and finds what lies near.
/// </summary>
internal sealed class FuzzRun(string folder, int seconds, int seed)
{
    // Reading takes microseconds; what takes this long hangs, however busy the machine.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly FrameTarget _target = new();
    private byte[] _input = [];
    private long _begun;

    /// <summary>0 when everything held.</summary>
    public int Execute()
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Console.WriteLine($"seed: fuzz {seed}");
        using var watch = _time.CreateTimer(_ => FailIfHanging(), null, Hang, Hang);
        foreach (var file in files)
            if (!Try(file))
                return 1;
        var missing = MessageTable.All.Where(m => !_target.Messages.Contains(m.Id)).Select(m => m.Name).ToList();
        if (missing.Count > 0)
        {
            Console.WriteLine(
                $"no input in {folder} brings {string.Join(", ", missing)}: DroneCommand.Fuzz seeds {folder}"
            );
            return 1;
        }
        var mutator = new Mutator(files, seed);
        var started = _time.GetTimestamp();
        long inputs = files.Count;
        for (; _time.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds); inputs++)
            if (!Try(mutator.Next()))
                return 1;
        Console.WriteLine(
            $"figure: fuzz {inputs} inputs in {seconds} s, {_target.Delivered} frames delivered, no finding (seed {seed})"
        );
        return 0;
    }

    private bool Try(byte[] input)
    {
        _input = input;
        Volatile.Write(ref _begun, _time.GetTimestamp());
        try
        {
            _target.Read(input);
            return true;
        }
        catch (Exception e)
        {
            Console.WriteLine($"finding: {e}");
            Save();
            return false;
        }
    }

    private void FailIfHanging()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _begun)) < Hang)
            return;
        Console.WriteLine("finding: an input hangs");
        Save();
        Environment.Exit(1);
    }

    private void Save()
    {
        var path = Path.GetFullPath(Path.Combine("artifacts", $"fuzz-finding-{seed}.bin"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, _input);
        Console.WriteLine(
            $"input: {Convert.ToHexStringLower(_input)}\nkept as {path}; DroneCommand.Fuzz try reads it again"
        );
    }
}
