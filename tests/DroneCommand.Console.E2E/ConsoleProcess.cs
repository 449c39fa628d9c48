using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Console.E2E;

/// <summary>The console as a process of its own, with a data folder and ports of its own.</summary>
public sealed partial class ConsoleProcess : IAsyncDisposable
{
    public const string Password = "E2e-Harbour-Works-1";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string dataFolder;
    private readonly int demoPort;
    private readonly int fieldPort;
    private readonly int httpPort;
    private readonly List<string> output = [];
    private Process? process;

    private ConsoleProcess(string dataFolder)
    {
        this.dataFolder = dataFolder;
        demoPort = FreePort(SocketType.Dgram, ProtocolType.Udp);
        fieldPort = FreePort(SocketType.Dgram, ProtocolType.Udp);
        httpPort = FreePort(SocketType.Stream, ProtocolType.Tcp);
    }

    public Uri Address => new($"http://127.0.0.1:{httpPort}");

    public string DataFolder => dataFolder;

    public int FieldPort => fieldPort;

    /// <summary>From the start of the process to the line that says it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public int ProcessId => process?.Id ?? throw new InvalidOperationException("not running");

    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output)
            {
                return [.. output];
            }
        }
    }

    /// <summary>A console in a fresh data folder, not started yet.</summary>
    public static ConsoleProcess Fresh() =>
        new(Path.Combine(Path.GetTempPath(), "dronecommand-e2e", Guid.NewGuid().ToString("n")));

    public async Task Start(params string[] arguments)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Assembly)!,
        };
        string[] all =
        [
            Assembly,
            "--urls",
            Address.ToString(),
            $"--DroneCommand:DataFolder={dataFolder}",
            $"--DroneCommand:Demo:Port={demoPort}",
            $"--DroneCommand:Networks:field:Port={fieldPort}",
            .. arguments,
        ];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["DRONECOMMAND_ADMIN_PASSWORD"] = Password;
        var watch = TimeProvider.System.GetTimestamp();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Take(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Take(line.Data, ready);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var exited = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var first = await Task.WhenAny(ready.Task.WaitAsync(StartLimit), exited);
        if (first == exited)
        {
            throw new InvalidOperationException($"the console ended: {string.Join('\n', Output)}");
        }
        await ready.Task;
        ReadyAfter = TimeProvider.System.GetElapsedTime(watch);
    }

    /// <summary>As a crash or a lost machine: SIGKILL, no orderly end.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>
    /// While the server is dead: listens in its place, silently, until a vehicle of the demo fleet says that it is in a mode.
    /// </summary>
    public async Task HearMode(byte systemId, uint customMode, TimeSpan limit)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var socket = UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, demoPort));
        socket.FrameReceived += (in FrameView frame, LinkPeer _) =>
        {
            if (
                frame.SystemId == systemId
                && frame.ComponentId == 1
                && frame.TryRead<Heartbeat>(out var heartbeat)
                && heartbeat.CustomMode == customMode
            )
            {
                heard.TrySetResult();
            }
        };
        socket.Start();
        await heard.Task.WaitAsync(limit);
    }

    /// <summary>As an orderly stop of the service: SIGTERM.</summary>
    public async Task Stop()
    {
        if (process is { HasExited: false } running)
        {
            using var kill = Process.Start("kill", ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]);
            await running.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Process id of the simulator that this console started, from its data folder.</summary>
    public int SimulatorProcessId() =>
        int.Parse(File.ReadAllText(Path.Combine(dataFolder, "simulator.pid")), CultureInfo.InvariantCulture);

    /// <summary>Proportional set size of a process in megabytes.</summary>
    public static double PssMegabytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/smaps_rollup")
            .First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(Digits().Match(line).Value, CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        process?.Dispose();
        if (Directory.Exists(dataFolder))
        {
            Directory.Delete(dataFolder, recursive: true);
        }
    }

    private static string Assembly { get; } =
        typeof(ConsoleProcess)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "ConsoleAssembly")
            .Value!;

    private void Take(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }
        lock (output)
        {
            output.Add(line);
        }
        if (line.Contains("DroneCommand is ready", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private static int FreePort(SocketType type, ProtocolType protocol)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, type, protocol);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
