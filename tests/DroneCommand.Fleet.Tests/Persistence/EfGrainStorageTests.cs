using DroneCommand.Fleet.Persistence;
using DroneCommand.Mavlink.Units;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace DroneCommand.Fleet.Tests.Persistence;

public sealed class EfGrainStorageTests
{
    private static readonly GrainId Kestrel = GrainId.Create("vehicle", "kestrel-1");

    private enum Phase
    {
        Docked,
        Out,
    }

    private sealed record Sortie(
        string Name,
        Phase Phase,
        GeoPoint? Home,
        double? Battery,
        IReadOnlyList<string> Notes
    );

    private sealed class State
    {
        public Sortie? Current { get; set; }
        public long Epoch { get; set; }
    }

    private static EfGrainStorage Storage(StoredFleet fleet)
    {
        var serializer = new ServiceCollection().AddSerializer().BuildServiceProvider();
        return new EfGrainStorage(
            fleet.Reader,
            fleet.Writer,
            fleet.Time,
            serializer.GetRequiredService<IActivatorProvider>()
        );
    }

    private static GrainState<State> New(long epoch) => new(new State { Epoch = epoch });

    [Fact]
    public async Task What_was_never_written_reads_as_new()
    {
        await using var fleet = await StoredFleet.Open();
        var state = new GrainState<State>();

        await Storage(fleet).ReadStateAsync("vehicle", Kestrel, state);

        state.RecordExists.Should().BeFalse();
        state.ETag.Should().BeNull();
        state.State.Should().NotBeNull();
    }

    [Fact]
    public async Task State_survives_a_restart_to_the_last_digit()
    {
        var path = StoredFleet.NewFolder();
        var sortie = new Sortie("Fence line", Phase.Out, new GeoPoint(54.481234567, 8.99), double.NaN, ["a", "ü ✓"]);
        await using (var fleet = await StoredFleet.Open(path))
        {
            var written = new GrainState<State>(new State { Current = sortie, Epoch = 7 });
            await Storage(fleet).WriteStateAsync("vehicle", Kestrel, written);
            written.RecordExists.Should().BeTrue();
        }

        await using (var fleet = await StoredFleet.Open(path))
        {
            var read = new GrainState<State>();
            await Storage(fleet).ReadStateAsync("vehicle", Kestrel, read);
            read.RecordExists.Should().BeTrue();
            read.State!.Epoch.Should().Be(7);
            read.State.Current.Should().BeEquivalentTo(sortie);

            var other = new GrainState<State>();
            await Storage(fleet).ReadStateAsync("authority", Kestrel, other);
            other.RecordExists.Should().BeFalse("each state name is a state of its own");
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Of_two_writers_on_one_tag_one_wins_and_the_other_is_told()
    {
        await using var fleet = await StoredFleet.Open();
        var storage = Storage(fleet);
        var first = New(1);
        await storage.WriteStateAsync("vehicle", Kestrel, first);
        var second = new GrainState<State>();
        await storage.ReadStateAsync("vehicle", Kestrel, second);

        first.State!.Epoch = 2;
        await storage.WriteStateAsync("vehicle", Kestrel, first);
        second.State!.Epoch = 3;
        var late = () => storage.WriteStateAsync("vehicle", Kestrel, second);

        (await late.Should().ThrowAsync<InconsistentStateException>()).Which.StoredEtag.Should().Be(first.ETag);
        var read = new GrainState<State>();
        await storage.ReadStateAsync("vehicle", Kestrel, read);
        read.State!.Epoch.Should().Be(2);
    }

    [Fact]
    public async Task A_write_that_was_stored_after_its_caller_gave_up_is_not_taken_for_another_activations()
    {
        await using var fleet = await StoredFleet.Open();
        var storage = Storage(fleet);
        var state = New(1);
        using var batchGoesOn = new ManualResetEventSlim();
        var late = await BeginInStalledBatch(
            fleet,
            () => storage.WriteStateAsync("vehicle", Kestrel, state),
            batchGoesOn
        );
        fleet.Time.Advance(DatabaseWriter.Patience);
        (await late.Invoking(task => task).Should().ThrowAsync<DatabaseUnavailableException>())
            .Which.OutcomeUnknown.Should()
            .BeTrue();
        batchGoesOn.Set();

        state.State!.Epoch = 2;
        await storage.WriteStateAsync("vehicle", Kestrel, state);

        var read = new GrainState<State>();
        await storage.ReadStateAsync("vehicle", Kestrel, read);
        read.State!.Epoch.Should().Be(2);
        read.ETag.Should().Be(state.ETag);
        var stranger = () => storage.WriteStateAsync("vehicle", Kestrel, New(3));
        await stranger.Should().ThrowAsync<InconsistentStateException>();
    }

    /// <summary>Returns when the writer has begun the batch that holds the write, and stands before it.</summary>
    private static async Task<Task> BeginInStalledBatch(
        StoredFleet fleet,
        Func<Task> write,
        ManualResetEventSlim batchGoesOn
    )
    {
        using var queueFills = new ManualResetEventSlim();
        var (busy, inBatch) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = fleet.Writer.Write(_ => busy.TrySetResult() && Stall(queueFills));
        await busy.Task;
        var second = fleet.Writer.Write(_ => inBatch.TrySetResult() | Stall(batchGoesOn));
        var late = write();
        queueFills.Set();
        await inBatch.Task;
        await first;
        _ = second.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        return late;
    }

    private static bool Stall(ManualResetEventSlim until)
    {
        until.Wait();
        return true;
    }

    [Fact]
    public async Task Of_many_first_writers_one_wins()
    {
        await using var fleet = await StoredFleet.Open();
        var storage = Storage(fleet);

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async i =>
                {
                    try
                    {
                        await storage.WriteStateAsync("vehicle", Kestrel, New(i));
                        return true;
                    }
                    catch (InconsistentStateException)
                    {
                        return false;
                    }
                })
        );

        outcomes.Count(won => won).Should().Be(1);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_an_old_tag_never_fits_the_next_one()
    {
        await using var fleet = await StoredFleet.Open();
        var storage = Storage(fleet);
        var first = New(1);
        await storage.WriteStateAsync("vehicle", Kestrel, first);
        var stale = new GrainState<State>(new State { Epoch = 9 }, first.ETag);

        await storage.ClearStateAsync("vehicle", Kestrel, first);
        first.RecordExists.Should().BeFalse();
        first.ETag.Should().BeNull();
        await storage.WriteStateAsync("vehicle", Kestrel, first);

        var write = () => storage.WriteStateAsync("vehicle", Kestrel, stale);
        await write.Should().ThrowAsync<InconsistentStateException>();
        var clear = () => storage.ClearStateAsync("vehicle", Kestrel, stale);
        await clear.Should().ThrowAsync<InconsistentStateException>();
    }

    [Fact]
    public async Task Clearing_what_was_never_written_is_no_fault()
    {
        await using var fleet = await StoredFleet.Open();
        var state = New(1);

        await Storage(fleet).ClearStateAsync("vehicle", Kestrel, state);

        state.State!.Epoch.Should().Be(0);
    }
}
