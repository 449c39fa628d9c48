using System.Collections.Concurrent;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Camera;

/// <summary>
/// Draws the pictures of those cameras that somebody watches, and of no others. One loop draws for all of them and rests
/// three times as long as it worked, so that pictures never take more than a quarter of a core: with many viewers of many
/// cameras the frame rate falls instead.
/// </summary>
public sealed class CameraPump(SimulatedFleet fleet, Scene scene, int seed, TimeProvider time) : IAsyncDisposable
{
    private const int RestPerWork = 3;

    private readonly ConcurrentDictionary<byte, Feed> _feeds = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _watched = new(0, 1);
    private Task _loop = Task.CompletedTask;

    private sealed class Feed
    {
        public int Viewers;
        public TaskCompletionSource<byte[]> Next = NewTurn();

        public static TaskCompletionSource<byte[]> NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Start() => _loop = Task.Run(Draw);

    public bool Has(byte systemId) => fleet.Contains(systemId);

    /// <summary>The frames of a camera as they are drawn, for as long as the caller reads on.</summary>
    public async IAsyncEnumerable<byte[]> Watch(
        byte systemId,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        var feed = _feeds.GetOrAdd(systemId, _ => new Feed());
        Interlocked.Increment(ref feed.Viewers);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Wake();
                yield return await Volatile.Read(ref feed.Next).Task.WaitAsync(stop);
            }
        }
        finally
        {
            Interlocked.Decrement(ref feed.Viewers);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _loop;
        _ending.Dispose();
        _watched.Dispose();
    }

    private void Wake()
    {
        if (_watched.CurrentCount == 0)
        {
            try
            {
                _watched.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another viewer woke the loop in the same moment.
            }
        }
    }

    private async Task Draw()
    {
        var frame = TimeSpan.FromSeconds(1.0 / CameraModel.FramesPerSecond);
        CameraRenderer? renderer = null;
        try
        {
            while (true)
            {
                await _watched.WaitAsync(_ending.Token);
                var start = time.GetTimestamp();
                renderer ??= new CameraRenderer(scene, seed);
                DrawWatched(renderer);
                var work = time.GetElapsedTime(start);
                var rest = frame - work > work * RestPerWork ? frame - work : work * RestPerWork;
                await Task.Delay(rest, time, _ending.Token);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The server is closing.
        }
        finally
        {
            renderer?.Dispose();
        }
    }

    private void DrawWatched(CameraRenderer renderer)
    {
        var (seconds, seen) = fleet.Read(f => (f.Seconds, f.Vehicles.Select(v => (v.Spec.SystemId, See(v))).ToList()));
        foreach (var (systemId, feed) in _feeds)
        {
            if (Volatile.Read(ref feed.Viewers) == 0)
            {
                continue;
            }

            var eye = seen.Find(s => s.SystemId == systemId).Item2;
            var others = seen.Where(s => s.SystemId != systemId).Select(s => s.Item2);
            var turn = Interlocked.Exchange(ref feed.Next, Feed.NewTurn());
            try
            {
                turn.SetResult(renderer.RenderJpeg(eye, others, seconds, time.GetUtcNow()));
            }
            catch (Exception e)
            {
                // One camera's trouble is its viewers' alone; the next frame is tried again.
                turn.SetException(e);
            }
        }
    }

    private static FilmedVehicle See(SimulatedVehicle vehicle) =>
        new(vehicle.Spec.Name, vehicle.Spec.Kind == VehicleKind.Copter, vehicle.Pose);
}
