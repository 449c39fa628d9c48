using System.Diagnostics;
using System.Text.RegularExpressions;
using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Cli.Tests;

/// <summary>Holds docs/cli.md to its word: what its console blocks show is what the commands in them print.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    /// <summary>Where the page's vehicle is; the test's copter sends to a port of its own.</summary>
    private const string PageLink = "udp://:14550";

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-docs-").FullName;

    [Fact]
    public async Task Examples_print_what_the_page_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the examples are for a shell");
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "flight.tlog"),
            await Flight(),
            TestContext.Current.CancellationToken
        );
        await using var vehicle = SimulatedLink.Start();
        var blocks = Blocks(await File.ReadAllTextAsync(Page(), TestContext.Current.CancellationToken));
        blocks.Should().HaveCountGreaterThan(11);
        foreach (var (commands, shown) in blocks)
            Timeless(await Run(commands.Replace(PageLink, vehicle.Address, StringComparison.Ordinal)))
                .Should()
                .Be(Timeless(shown), commands);
    }

    /// <summary>How long a vehicle takes is not the same twice.</summary>
    private static string Timeless(string output) => Seconds().Replace(output, "after some s");

    [GeneratedRegex(@"after \d+\.\d s")]
    private static partial Regex Seconds();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "DroneCommand.sln")))
                return Path.Combine(folder.FullName, "docs", "cli.md");
        throw new FileNotFoundException("docs/cli.md");
    }

    /// <summary>The commands of each console block, and the output that it shows.</summary>
    private static List<(string Commands, string Shown)> Blocks(string page) =>
        [
            .. page.ReplaceLineEndings("\n")
                .Split("```console\n")
                .Skip(1)
                .Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)].TrimEnd('\n').Split('\n'))
                .Select(lines =>
                    (
                        string.Join(
                            '\n',
                            lines.Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).Select(l => l[2..])
                        ),
                        string.Join('\n', lines.Where(l => !l.StartsWith("$ ", StringComparison.Ordinal)))
                    )
                ),
        ];

    /// <summary>Output without trailing blanks and blank lines, which a page does not keep.</summary>
    private async Task<string> Run(string commands)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, WorkingDirectory = _folder };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(commands);
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + start.Environment["PATH"];
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', output.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0));
    }

    /// <summary>Ten seconds of a copter; one frame was lost and one damaged on the way.</summary>
    private static async Task<byte[]> Flight()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        using var file = new MemoryStream();
        byte sequence = 0;
        await using var tlog = new TlogWriter(file, time);
        for (var i = 0; i <= 40; i++)
        {
            var bootMs = (uint)(75_000 + 250 * i);
            tlog.Write(
                Frames.Of(
                    new Attitude
                    {
                        TimeBootMs = bootMs,
                        Roll = 0.01f * i,
                        Yaw = 1.5f,
                    },
                    sequence++
                )
            );
            if (i % 4 == 0)
            {
                tlog.Write(Frames.Heartbeat(sequence++));
                var now = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
                tlog.Write(Frames.Of(new SystemTime { TimeUnixUsec = now, TimeBootMs = bootMs }, sequence++));
            }
            // Lost.
            if (i == 20)
                sequence++;
            time.Advance(TimeSpan.FromMilliseconds(250));
        }
        var bytes = file.ToArray();
        bytes[^20] ^= 1;
        return bytes;
    }
}
