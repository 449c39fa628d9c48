using System.Diagnostics;
using System.Globalization;

namespace DroneCommand.FlightCards.Flights;

/// <summary>An ArduPilot that runs as a process, in a folder of its own that goes when it goes.</summary>
internal sealed class ArduPilotProcess : IAsyncDisposable
{
    /// <summary>The file with a card's parameters, in the process's folder.</summary>
    public const string ParameterFile = "card.parm";

    private const int KeptLines = 5;

    private readonly Process process;
    private readonly string folder;
    private readonly Queue<string> lines = new();

    private ArduPilotProcess(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote last.</summary>
    public string LastWords
    {
        get
        {
            lock (lines)
            {
                return lines.Count > 0 ? string.Join(" | ", lines) : "it wrote nothing";
            }
        }
    }

    public static ArduPilotProcess Start(
        string binary,
        IReadOnlyList<string> arguments,
        IEnumerable<(string Name, double Value)> parameters
    )
    {
        var folder = Directory.CreateTempSubdirectory("dronecommand-ardupilot-").FullName;
        File.WriteAllLines(
            Path.Combine(folder, ParameterFile),
            parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name},{p.Value}"))
        );
        var start = new ProcessStartInfo(Path.GetFullPath(binary), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new ArduPilotProcess(new Process { StartInfo = start }, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
            {
                lines.Dequeue();
            }
        }
    }
}
