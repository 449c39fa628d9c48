using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Persistence;

/// <summary>The database takes no writes.</summary>
/// <param name="Reason">For people: 'the disk is full'.</param>
/// <param name="Since">Server time of the first write that failed.</param>
public sealed record DatabaseTrouble(string Reason, DateTimeOffset Since);

/// <summary>The database took no write, or gave no answer, for a reason that is not the caller's. Try again later.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    public DatabaseUnavailableException(string reason)
        : base(reason) { }

    public DatabaseUnavailableException(string reason, Exception inner)
        : base(reason, inner) { }

    /// <summary>The write had begun when patience ended: it may be stored all the same.</summary>
    public bool OutcomeUnknown { get; init; }
}

/// <summary>Whether the database takes writes, for pages and for refusals. Thread-safe.</summary>
public sealed class DatabaseHealth(TimeProvider time, ILogger<DatabaseHealth> log)
{
    private readonly Lock _gate = new();
    private DatabaseTrouble? _trouble;

    /// <summary>Null while writes pass.</summary>
    public DatabaseTrouble? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Raised on the thread that noticed: hand over, do not work in it.</summary>
    public event Action? Changed;

    internal void WriteFailed(string reason)
    {
        lock (_gate)
        {
            if (_trouble?.Reason == reason)
                return;
            _trouble = new DatabaseTrouble(reason, _trouble?.Since ?? time.GetUtcNow());
        }

        log.LogError("The database takes no writes: {Reason}", reason);
        Changed?.Invoke();
    }

    internal void WritePassed()
    {
        if (Trouble is null)
            return;
        lock (_gate)
            _trouble = null;
        log.LogInformation("The database takes writes again");
        Changed?.Invoke();
    }
}
