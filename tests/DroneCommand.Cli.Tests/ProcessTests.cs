using System.Diagnostics;
using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests;

/// <summary>The tool as a process of its own, as scripts use it.</summary>
public class ProcessTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "dronecommand");

    [Fact]
    public async Task It_answers_line_by_line_while_its_input_is_open()
    {
        using var process = Start(Program, "decode", "--hex");
        var stop = TestContext.Current.CancellationToken;
        for (byte i = 0; i < 2; i++)
        {
            await process.StandardInput.WriteLineAsync(Frames.Hex(Frames.Heartbeat(i)).AsMemory(), stop);
            await process.StandardInput.FlushAsync(stop);
            (await process.StandardOutput.ReadLineAsync(stop)).Should().Contain($"\"seq\":{i}");
            (await process.StandardOutput.ReadLineAsync(stop)).Should().BeEmpty();
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(stop);
        process.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_it_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell's pipe is needed");
        // The input never ends: only the closed pipe can end it.
        var frame = Frames.Hex(Frames.Heartbeat());
        using var process = Start("/bin/sh", "-c", $"yes {frame} 2>/dev/null | '{Program}' decode --hex | head -n 2");
        var stop = TestContext.Current.CancellationToken;
        process.StandardInput.Close();
        (await process.StandardOutput.ReadToEndAsync(stop)).Should().Contain("HEARTBEAT");
        (await process.StandardError.ReadToEndAsync(stop)).Should().BeEmpty();
        await process.WaitForExitAsync(stop);
    }

    [Fact]
    public async Task What_is_wrong_goes_to_standard_error_with_an_exit_code()
    {
        using var process = Start(Program, "decode", "no-such-file");
        var stop = TestContext.Current.CancellationToken;
        (await process.StandardError.ReadToEndAsync(stop)).Should().StartWith("dronecommand: ");
        await process.WaitForExitAsync(stop);
        process.ExitCode.Should().Be(2);
    }

    private static Process Start(string file, params string[] args)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }
}
