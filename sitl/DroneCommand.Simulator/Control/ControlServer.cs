using System.Net;
using System.Net.Sockets;
using System.Text;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Simulator.Control;

/// <summary>
/// The control socket: TCP on this machine alone, one command a line, so that a script sets and clears faults while the
/// simulation runs. Whoever may open a connection may do so: it is a test tool's, not a vehicle's.
/// </summary>
public sealed class ControlServer : IAsyncDisposable
{
    private const int LongestLine = 1024;

    private readonly ControlCommands _commands;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _sessions = [];
    private readonly Task _running;

    /// <param name="port">The port on loopback; 0 for any free one.</param>
    /// <param name="commands">What answers.</param>
    /// <exception cref="LinkUnavailableException">The port is in use.</exception>
    public ControlServer(int port, ControlCommands commands)
    {
        _commands = commands;
        _listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new LinkUnavailableException($"control port {port} cannot be opened: {e.Message}", e);
        }

        _running = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        // Only once nobody waits at it: whoever asks a closed listener for the next connection is told it never began.
        await _running;
        _listener.Dispose();
        await Task.WhenAll(_sessions);
        _closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                _sessions.RemoveAll(s => s.IsCompleted);
                _sessions.Add(Serve(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Closing is how this ends.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8, false, LongestLine);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        try
        {
            while (await reader.ReadLineAsync(_closing.Token) is { } line && line.Trim() != "quit")
            {
                IReadOnlyList<string> answer =
                    line.Length > LongestLine ? ["error the line is too long"] : _commands.Answer(line);
                foreach (var part in answer)
                {
                    await writer.WriteLineAsync(part.AsMemory(), _closing.Token);
                }

                await writer.FlushAsync(_closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The other end is gone, or we are closing.
        }
    }
}
