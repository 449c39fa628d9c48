using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Fleet.Tests.Persistence;

/// <summary>The fleet's persistence on a real SQLite file in a temporary folder, which can be closed and opened again.</summary>
internal sealed class StoredFleet : IAsyncDisposable
{
    private readonly bool _ownsFolder;
    private readonly ServiceProvider _services;

    private StoredFleet(string path, FakeTimeProvider time, bool ownsFolder)
    {
        FolderPath = path;
        Time = time;
        _ownsFolder = ownsFolder;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log))
            .AddSingleton<TimeProvider>(time)
            .AddFleetPersistence(DataFolder.Open(path))
            .BuildServiceProvider();
    }

    public string FolderPath { get; }
    public FakeTimeProvider Time { get; }
    public PhaseLog Log { get; } = new();
    public DataFolder Folder => Get<DataFolder>();
    public DatabaseWriter Writer => Get<DatabaseWriter>();
    public DatabaseReader Reader => Get<DatabaseReader>();
    public DatabaseHealth Health => Get<DatabaseHealth>();
    public AuditLog Audit => Get<AuditLog>();

    public static string NewFolder() => Directory.CreateTempSubdirectory("dronecommand-test-").FullName;

    /// <summary>Opens a folder of its own, deleted at the end, or one that the test closes and opens again.</summary>
    public static async Task<StoredFleet> Open(string? path = null, FakeTimeProvider? time = null)
    {
        var fleet = new StoredFleet(
            path ?? NewFolder(),
            time ?? new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 20, 0, 0, TimeSpan.Zero)),
            ownsFolder: path is null
        );
        try
        {
            await fleet.Lifetime.StartingAsync(default);
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }

        return fleet;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Another program's connection to the same file.</summary>
    public SqliteConnection Outside()
    {
        var connection = new SqliteConnection($"Data Source={Folder.DatabaseFile};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Lifetime.StoppedAsync(default);
        await _services.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(FolderPath, recursive: true);
    }

    private IHostedLifecycleService Lifetime =>
        _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
}

/// <summary>Lets a test wait until the code under test has said that it reached a phase.</summary>
internal sealed class PhaseLog : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Phase, TaskCompletionSource Reached)> _waiters = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Ends when a line from now on contains <paramref name="phase"/>.</summary>
    public Task Next(string phase)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiters.Add((phase, reached));
        return reached.Task.WaitAsync(Limit);
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var line = $"{logLevel} {formatter(state, exception)}";
        lock (_gate)
        {
            _lines.Add(line);
            foreach (var (phase, reached) in _waiters)
            {
                if (line.Contains(phase, StringComparison.Ordinal))
                    reached.TrySetResult();
            }
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose() { }
}
