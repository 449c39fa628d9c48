using DroneCommand.Fleet.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Tests.Persistence;

public sealed class DatabaseWriterTests
{
    private static OperationRow Row(FleetTime time) => new() { OperationId = Guid.NewGuid(), Time = time.Now };

    private static readonly FleetTime Clock = new(DateTimeOffset.UnixEpoch);

    private static int Insert(FleetDbContext database, OperationRow row)
    {
        database.Add(row);
        return database.SaveChanges();
    }

    private static Task<int> Stored(StoredFleet fleet) => fleet.Reader.Read(database => database.Operations.Count());

    [Fact]
    public async Task Work_that_waits_together_is_committed_together_and_each_gets_its_own_answer()
    {
        await using var fleet = await StoredFleet.Open();
        var transactions = new System.Collections.Concurrent.ConcurrentDictionary<Guid, bool>();
        using var hold = new ManualResetEventSlim();
        var first = fleet.Writer.Write(_ =>
        {
            hold.Wait();
            return 0;
        });

        var rest = Enumerable
            .Range(1, 20)
            .Select(i =>
                fleet.Writer.Write(database =>
                {
                    transactions[database.Database.CurrentTransaction!.TransactionId] = true;
                    Insert(database, Row(Clock));
                    return i;
                })
            )
            .ToList();
        hold.Set();

        (await first).Should().Be(0);
        (await Task.WhenAll(rest)).Should().Equal(Enumerable.Range(1, 20));
        transactions.Should().ContainSingle();
        (await Stored(fleet)).Should().Be(20);
    }

    [Fact]
    public async Task One_failing_piece_fails_alone()
    {
        await using var fleet = await StoredFleet.Open();
        using var hold = new ManualResetEventSlim();
        var first = fleet.Writer.Write(_ =>
        {
            hold.Wait();
            return 0;
        });
        var good = fleet.Writer.Write(database => Insert(database, Row(Clock)));
        var bad = fleet.Writer.Write<int>(database =>
        {
            Insert(database, Row(Clock));
            throw new InvalidOperationException("mine");
        });
        var alsoGood = fleet.Writer.Write(database => Insert(database, Row(Clock)));
        hold.Set();

        await first;
        await good;
        await alsoGood;
        await bad.Invoking(task => task).Should().ThrowAsync<InvalidOperationException>().WithMessage("mine");
        (await Stored(fleet)).Should().Be(2);
    }

    [Fact]
    public async Task An_orderly_stop_writes_what_waits_and_takes_no_more()
    {
        var path = StoredFleet.NewFolder();
        var fleet = await StoredFleet.Open(path);
        using var hold = new ManualResetEventSlim();
        var writes = new List<Task<int>>
        {
            fleet.Writer.Write(_ =>
            {
                hold.Wait();
                return 0;
            }),
        };
        writes.AddRange(Enumerable.Range(0, 200).Select(_ => fleet.Writer.Write(db => Insert(db, Row(Clock)))));
        var writer = fleet.Writer;
        var stopping = writer.DisposeAsync();

        var late = () => writer.Write(db => Insert(db, Row(Clock)));
        await late.Should().ThrowAsync<DatabaseUnavailableException>();
        hold.Set();
        await stopping;

        await Task.WhenAll(writes);
        await fleet.DisposeAsync();
        await using (var again = await StoredFleet.Open(path))
            (await Stored(again)).Should().Be(200);
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_lock_held_by_another_program_is_told_and_the_server_recovers_by_itself()
    {
        await using var fleet = await StoredFleet.Open();
        using (var outside = fleet.Outside())
        {
            using var exclusive = outside.BeginTransaction();
            var write = () => fleet.Writer.Write(database => Insert(database, Row(Clock)));

            await write.Should().ThrowAsync<DatabaseUnavailableException>().WithMessage("*locked by another program*");
            fleet.Health.Trouble!.Reason.Should().Contain("locked");
            (await Stored(fleet)).Should().Be(0, "readers go on in WAL mode");
        }

        var recovered = fleet.Log.Next("takes writes again");
        fleet.Time.Advance(TimeSpan.FromSeconds(2));
        await recovered;

        fleet.Health.Trouble.Should().BeNull();
        (await Stored(fleet)).Should().Be(0, "the probe leaves nothing");
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_process_goes_on()
    {
        await using var fleet = await StoredFleet.Open();
        // SQLite's own limit gives the error code of a full disk, on this connection of the pool.
        await fleet.Writer.Write(db => db.Database.ExecuteSqlRaw("PRAGMA max_page_count=1"));
        var write = () =>
            fleet.Writer.Write(database =>
            {
                for (var i = 0; i < 2000; i++)
                    database.Add(Row(Clock));
                return database.SaveChanges();
            });

        await write.Should().ThrowAsync<DatabaseUnavailableException>().WithMessage("the disk is full");
        fleet.Health.Trouble!.Reason.Should().Be("the disk is full");
        (await Stored(fleet)).Should().Be(0);

        await fleet.Writer.Write(db => db.Database.ExecuteSqlRaw("PRAGMA max_page_count=1000000"));
        (await write()).Should().Be(2000);
        fleet.Health.Trouble.Should().BeNull();
    }

    [Fact]
    public async Task A_caller_does_not_wait_for_ever_and_what_has_not_begun_is_not_begun()
    {
        await using var fleet = await StoredFleet.Open();
        using var stalled = new ManualResetEventSlim();
        var running = new TaskCompletionSource();
        var first = fleet.Writer.Write(_ =>
        {
            running.SetResult();
            stalled.Wait();
            return 0;
        });
        await running.Task;
        var second = fleet.Writer.Write(database => Insert(database, Row(Clock)));

        fleet.Time.Advance(DatabaseWriter.Patience);

        await first
            .Invoking(task => task)
            .Should()
            .ThrowAsync<DatabaseUnavailableException>()
            .WithMessage("*no answer*");
        await second.Invoking(task => task).Should().ThrowAsync<DatabaseUnavailableException>();
        stalled.Set();
        await fleet.Writer.Write(_ => 0);
        (await Stored(fleet)).Should().Be(0);
    }

    [Fact]
    public async Task A_damaged_database_gives_one_line_at_start()
    {
        var path = StoredFleet.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(path, "dronecommand.db"), new string('x', 5000));

        var open = () => StoredFleet.Open(path);

        var message = (await open.Should().ThrowAsync<DataFolderException>()).Which.Message;
        message.Should().Contain("dronecommand.db").And.Contain("damaged").And.NotContain("\n");
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_with_one_line()
    {
        var path = StoredFleet.NewFolder();
        await using (var fleet = await StoredFleet.Open(path))
        {
            using var outside = fleet.Outside();
            using var command = outside.CreateCommand();
            command.CommandText = "INSERT INTO __FleetMigrations VALUES ('29990101000000_Later', '99.0.0')";
            command.ExecuteNonQuery();
        }

        var open = () => StoredFleet.Open(path);

        await open.Should().ThrowAsync<DataFolderException>().WithMessage("*newer DroneCommand*");
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_migration_lock_that_a_killed_server_left_does_not_stop_the_next_start()
    {
        var path = StoredFleet.NewFolder();
        await using (var fleet = await StoredFleet.Open(path))
        {
            using var outside = fleet.Outside();
            using var command = outside.CreateCommand();
            command.CommandText = """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-05-01 20:00:00');
                """;
            command.ExecuteNonQuery();
        }

        await using (var fleet = await StoredFleet.Open(path))
            (await Stored(fleet)).Should().Be(0);
        Directory.Delete(path, recursive: true);
    }

    private sealed record FleetTime(DateTimeOffset Now);
}
