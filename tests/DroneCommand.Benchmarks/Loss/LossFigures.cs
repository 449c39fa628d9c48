using System.Globalization;

namespace DroneCommand.Benchmarks.Loss;

/// <summary>
/// What becomes of uploads and returns on lossy links: the table of docs/mavlink.md. Every run is named by its loss and
/// its seed, 1 to the number of runs, and comes out the same each time.
/// </summary>
public static class LossFigures
{
    /// <summary>The shares that are lost, of each direction's frames.</summary>
    public static readonly IReadOnlyList<double> Levels = [0, 0.05, 0.1, 0.2, 0.3, 0.5];

    /// <summary>
    /// Prints both tables, in Markdown. Ends with 1 when anything false was claimed. With 'files' behind the number of seeds
    /// plans go as files where the vehicle takes them.
    /// </summary>
    public static int Run(string[] args)
    {
        var seeds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        var byFile = args.Contains("files");
        Console.WriteLine(
            "| loss | done | failed | false claims | transfer mean / longest, s | verified | verification mean, s |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var clean = true;
        foreach (var loss in Levels)
        {
            var runs = Uploads(loss, seeds, byFile);
            clean &= !runs.Any(r => r.FalseClaim);
            Console.WriteLine(Row(loss, runs));
        }
        Console.WriteLine();
        Console.WriteLine("| loss | mode changed within 3 s | longest, s | false claims | most sends |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var loss in Levels)
        {
            var runs = Returns(loss, seeds);
            clean &= !runs.Any(r => r.FalseClaim);
            Console.WriteLine(Row(loss, runs));
        }
        return clean ? 0 : 1;
    }

    public static IReadOnlyList<UploadRun> Uploads(double loss, int seeds, bool byFile = false) =>
        [.. Enumerable.Range(1, seeds).Select(seed => UploadRun.At(loss, seed, byFile))];

    public static IReadOnlyList<ReturnRun> Returns(double loss, int seeds) =>
        [.. Enumerable.Range(1, seeds).Select(seed => ReturnRun.At(loss, seed))];

    /// <summary>True when the mode changed in time.</summary>
    public static bool IsInTime(ReturnRun run) => run.Changed <= TimeSpan.FromSeconds(3);

    private static string Row(double loss, IReadOnlyList<UploadRun> runs)
    {
        var done = runs.Where(r => r.Done).ToList();
        var mean = done.Count > 0 ? done.Average(r => r.Transfer.TotalSeconds) : 0;
        var verification = done.Count > 0 ? done.Average(r => r.Verification.TotalSeconds) : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {loss:P0} | {done.Count} of {runs.Count} | {runs.Count - done.Count} | {runs.Count(r => r.FalseClaim)} | {mean:F1} / {runs.Max(r => r.Transfer).TotalSeconds:F1} | {done.Count(r => r.Verified)} | {verification:F1} |"
        );
    }

    private static string Row(double loss, IReadOnlyList<ReturnRun> runs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {loss:P0} | {runs.Count(IsInTime)} of {runs.Count} | {runs.Max(r => r.Changed ?? TimeSpan.MaxValue).TotalSeconds:F1} | {runs.Count(r => r.FalseClaim)} | {runs.Max(r => r.Sends)} |"
        );
}
