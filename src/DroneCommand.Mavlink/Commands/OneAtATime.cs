namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// Lets one caller in, the others in the order of their coming. Unlike a semaphore it never moves a waiter to another
/// thread, so that virtual time sees all of it.
/// </summary>
internal sealed class OneAtATime
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _queue = new();
    private bool _taken;

    public bool IsTaken
    {
        get
        {
            lock (_gate)
                return _taken;
        }
    }

    /// <exception cref="OperationCanceledException">Given up before its turn.</exception>
    public async Task<IDisposable> Enter(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return new Exit(this);
            }
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.AddLast(turn);
        }
        using var registration = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task;
        return new Exit(this);
    }

    private void Leave()
    {
        lock (_gate)
        {
            while (_queue.First is { } first)
            {
                _queue.RemoveFirst();
                if (first.Value.TrySetResult())
                    return;
            }
            _taken = false;
        }
    }

    private sealed class Exit(OneAtATime owner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                owner.Leave();
        }
    }
}
