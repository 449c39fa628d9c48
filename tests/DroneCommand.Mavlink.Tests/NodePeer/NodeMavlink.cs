using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DroneCommand.Mavlink.Tests.NodePeer;

/// <summary>
/// node-mavlink in a process of its own (peer.mjs tells what it understands). Its packages are installed when their lock
/// file changed.
/// </summary>
public sealed class NodeMavlink : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(
        SharedData.Repository,
        "tests",
        "DroneCommand.Mavlink.Tests",
        "NodePeer"
    );

    private Process? _process;

    public async ValueTask InitializeAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (
            !installed.Exists
            || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))
        )
        {
            using var npm = Start("npm", "ci", "--silent");
            npm.StandardInput.Close();
            var output = await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            npm.ExitCode.Should().Be(0, "npm ci in {0} installs node-mavlink: {1}", Folder, output);
        }
        _process = Start("node", "peer.mjs");
    }

    /// <summary>Sends requests and gives their answers, in order.</summary>
    public async Task<List<JsonObject>> AskAsync(IReadOnlyCollection<JsonObject> requests)
    {
        var process = _process!;
        var sent = Task.Run(async () =>
        {
            foreach (var request in requests)
                await process.StandardInput.WriteLineAsync(request.ToJsonString());
            await process.StandardInput.FlushAsync();
        });
        var answers = new List<JsonObject>();
        while (answers.Count < requests.Count)
        {
            var line = await process.StandardOutput.ReadLineAsync();
            line.Should().NotBeNull("node-mavlink answers every line");
            var answer = JsonNode.Parse(line!)!.AsObject();
            answer.Should().NotContainKey("error", line);
            answers.Add(answer);
        }
        await sent;
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process == null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = Folder,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            )!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{program} was not found on the PATH ({e.Message}). The tests check MAVLink frames against node-mavlink: "
                    + "install Node.js 20 or newer with npm (for example 'apt-get install nodejs npm').",
                e
            );
        }
    }
}
