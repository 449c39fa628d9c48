using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DroneCommand.Fleet.Persistence;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Demo;

/// <summary>
/// Keeps the simulator running as a process of its own: starts it, starts it again when it crashed, finds it again after a
/// crash of this server (by its process id in the data folder), and ends it when the server ends in good order.
/// </summary>
public sealed class SimulatorProcess(
    IOptions<DemoOptions> options,
    DataFolder data,
    SimulatorCommand command,
    TimeProvider time,
    ILogger<SimulatorProcess> logger
) : BackgroundService
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private Process? process;

    private string PidFile => Path.Combine(data.Path, "simulator.pid");

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (process is { HasExited: false } running)
        {
            await EndInGoodOrder(running);
        }
        File.Delete(PidFile);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }
        process = FindAgain();
        while (!stoppingToken.IsCancellationRequested)
        {
            process ??= StartNew();
            await process.WaitForExitAsync(stoppingToken);
            logger.LogWarning("the simulator ended; starting it again in {Seconds} s", RestartAfter.TotalSeconds);
            process = null;
            await Task.Delay(RestartAfter, time, stoppingToken);
        }
    }

    private Process StartNew()
    {
        var start = new ProcessStartInfo(command.Executable)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = data.Path,
        };
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }
        // The first account's password is nobody else's business.
        start.Environment.Remove("DRONECOMMAND_ADMIN_PASSWORD");
        var started = Process.Start(start) ?? throw new InvalidOperationException("the simulator did not start");
        started.OutputDataReceived += (_, line) => Log(LogLevel.Debug, line.Data);
        started.ErrorDataReceived += (_, line) => Log(LogLevel.Warning, line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        File.WriteAllText(PidFile, started.Id.ToString(CultureInfo.InvariantCulture));
        logger.LogInformation("simulator started, process {ProcessId}", started.Id);
        return started;
    }

    /// <summary>The simulator that an earlier, crashed server left running; its vehicles fly on meanwhile.</summary>
    private Process? FindAgain()
    {
        if (!File.Exists(PidFile) || !int.TryParse(File.ReadAllText(PidFile), out var id))
        {
            return null;
        }
        try
        {
            var found = Process.GetProcessById(id);
            if (!command.IsRunningAs(found))
            {
                return null;
            }
            logger.LogInformation("found the running simulator again, process {ProcessId}", id);
            return found;
        }
        catch (ArgumentException)
        {
            logger.LogInformation("the simulator of the last run (process {ProcessId}) is gone", id);
            return null;
        }
    }

    private async Task EndInGoodOrder(Process running)
    {
        if (!OperatingSystem.IsWindows())
        {
            SendTerminate(running.Id);
            using var limit = new CancellationTokenSource(EndLimit, time);
            try
            {
                await running.WaitForExitAsync(limit.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                logger.LogWarning("the simulator did not end within {Seconds} s; killing it", EndLimit.TotalSeconds);
            }
        }
        running.Kill(entireProcessTree: true);
    }

    private void SendTerminate(int id)
    {
        const int Sigterm = 15;
        if (Kill(id, Sigterm) != 0)
        {
            logger.LogWarning("could not signal process {ProcessId}: error {Error}", id, Marshal.GetLastPInvokeError());
        }
    }

    private void Log(LogLevel level, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            logger.Log(level, "simulator: {Line}", line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
