using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Tests.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DroneCommand.Fleet.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 1, 20, 0, 0, TimeSpan.Zero);

    private static AuditRecord Record(
        string action,
        Guid? operation = null,
        string? outcome = null,
        string? vehicle = "kestrel-1",
        string name = "op-2"
    ) => new(0, Time, operation ?? Guid.NewGuid(), "u2", name, vehicle, action, "", outcome);

    private static Task<int> StoredCount(StoredFleet fleet) =>
        fleet.Reader.Read(database => database.AuditRecords.Count());

    // An orderly end moves what waits.
    private static ValueTask Drained(StoredFleet fleet) => fleet.Audit.DisposeAsync();

    private static void LeaveInSpool(string path, params SpooledRecord[] records)
    {
        using var folder = DataFolder.Open(path);
        using var spool = new AuditSpool(folder, NullLogger<AuditSpool>.Instance);
        spool.Open();
        foreach (var record in records)
            spool.Append(record);
    }

    [Fact]
    public async Task A_request_is_stored_once_by_its_operation_id()
    {
        var path = StoredFleet.NewFolder();
        var operation = Guid.NewGuid();
        await using (var fleet = await StoredFleet.Open(path))
        {
            (await fleet.Audit.TryBegin(Record("go-to", operation))).Should().BeTrue();
            (await fleet.Audit.TryBegin(Record("go-to", operation))).Should().BeFalse();
        }

        await using (var fleet = await StoredFleet.Open(path))
        {
            (await fleet.Audit.TryBegin(Record("go-to", operation))).Should().BeFalse("a restart forgets nothing");
            (await StoredCount(fleet)).Should().Be(1);
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Of_two_clicks_at_once_one_begins()
    {
        await using var fleet = await StoredFleet.Open();
        var operation = Guid.NewGuid();

        var began = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Task.Run(() => fleet.Audit.TryBegin(Record("go-to", operation))))
        );

        began.Count(b => b).Should().Be(1);
    }

    [Fact]
    public async Task A_safety_command_that_left_first_is_not_begun_again()
    {
        await using var fleet = await StoredFleet.Open();
        var operation = Guid.NewGuid();

        fleet.Audit.Spool(Record("hold", operation));

        (await fleet.Audit.TryBegin(Record("hold", operation))).Should().BeFalse();
        await Drained(fleet);
        (await StoredCount(fleet)).Should().Be(1);
    }

    [Fact]
    public async Task Spooled_records_reach_the_database_in_their_order_and_leave_the_spool()
    {
        await using var fleet = await StoredFleet.Open();
        for (var i = 0; i < 50; i++)
            fleet.Audit.Spool(Record($"hold {i}", outcome: "done"));
        await Drained(fleet);

        var read = await fleet.Audit.Read(100);

        read.Select(r => r.Action).Should().Equal(Enumerable.Range(0, 50).Reverse().Select(i => $"hold {i}"));
        read.Select(r => r.Sequence).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
        new FileInfo(Path.Combine(fleet.Folder.Spool, "audit.jsonl")).Length.Should().Be(0);
    }

    [Fact]
    public async Task The_sequence_is_the_order_of_events_whichever_way_a_record_came()
    {
        await using var fleet = await StoredFleet.Open();
        for (var i = 0; i < 20; i++)
        {
            await fleet.Audit.TryBegin(Record($"{i} asked"));
            fleet.Audit.Spool(Record($"{i} done", outcome: "done"));
        }

        await Drained(fleet);

        (await fleet.Audit.Read(100))
            .Select(r => r.Action)
            .Should()
            .Equal(Enumerable.Range(0, 20).Reverse().SelectMany(i => new[] { $"{i} done", $"{i} asked" }));
    }

    [Fact]
    public async Task What_a_killed_server_left_in_the_spool_is_stored_in_order_before_what_follows()
    {
        var path = StoredFleet.NewFolder();
        var left = Enumerable.Range(0, 5).Select(i => new SpooledRecord(Guid.NewGuid(), Record($"left {i}"))).ToArray();
        LeaveInSpool(path, left);

        await using (var fleet = await StoredFleet.Open(path))
        {
            (await fleet.Audit.TryBegin(left[2].Record)).Should().BeFalse("the spool remembers operations");
            fleet.Audit.Spool(Record("new"));
            await Drained(fleet);
            var read = await fleet.Audit.Read(100);
            read.Select(r => r.Action).Should().Equal("new", "left 4", "left 3", "left 2", "left 1", "left 0");
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_kill_between_the_database_and_the_spool_doubles_nothing()
    {
        var path = StoredFleet.NewFolder();
        var left = Enumerable.Range(0, 5).Select(i => new SpooledRecord(Guid.NewGuid(), Record($"left {i}"))).ToArray();
        LeaveInSpool(path, left[..3]);
        await using (var fleet = await StoredFleet.Open(path))
            await Drained(fleet);
        // The first three are in the database, yet all five stand in the spool.
        LeaveInSpool(path, left);

        await using (var fleet = await StoredFleet.Open(path))
        {
            await Drained(fleet);
            var read = await fleet.Audit.Read(100);
            read.Select(r => r.Action).Should().Equal("left 4", "left 3", "left 2", "left 1", "left 0");
        }

        Directory.Delete(path, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task A_line_torn_by_a_power_cut_is_kept_aside_and_costs_no_other(int bytesLeft)
    {
        var path = StoredFleet.NewFolder();
        LeaveInSpool(
            path,
            new SpooledRecord(Guid.NewGuid(), Record("whole")),
            new SpooledRecord(Guid.NewGuid(), Record("torn"))
        );
        var file = Path.Combine(path, "spool", "audit.jsonl");
        var bytes = await File.ReadAllBytesAsync(file);
        var secondLine = Array.IndexOf(bytes, (byte)'\n') + 1;
        await File.WriteAllBytesAsync(file, bytes[..(bytesLeft < 0 ? bytes.Length - 2 : secondLine + bytesLeft)]);

        await using (var fleet = await StoredFleet.Open(path))
        {
            fleet.Audit.Spool(Record("after"));
            await Drained(fleet);
            (await fleet.Audit.Read(100)).Select(r => r.Action).Should().Equal("after", "whole");
            (await File.ReadAllTextAsync(Path.Combine(path, "spool", "audit.rejected.jsonl"))).Should().NotBeEmpty();
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task While_the_database_takes_nothing_records_wait_in_the_file_are_shown_and_follow_when_it_is_back()
    {
        await using var fleet = await StoredFleet.Open();
        await fleet.Audit.TryBegin(Record("before"));
        using (var outside = fleet.Outside())
        {
            using var exclusive = outside.BeginTransaction();
            var waits = fleet.Log.Next("wait in the spool");
            fleet.Audit.Spool(Record("hold"));
            fleet.Audit.Spool(Record("hold", outcome: "done"));
            await waits;

            (await File.ReadAllLinesAsync(Path.Combine(fleet.Folder.Spool, "audit.jsonl"))).Should().HaveCount(2);
            var shown = await fleet.Audit.Read(100);
            shown.Select(r => (r.Action, r.Outcome)).Should().Equal(("hold", "done"), ("hold", null), ("before", null));
            shown[0].Sequence.Should().Be(0);
        }

        await Drained(fleet);
        var stored = await fleet.Audit.Read(100);
        stored.Select(r => (r.Action, r.Outcome)).Should().Equal(("hold", "done"), ("hold", null), ("before", null));
        stored.Should().OnlyContain(r => r.Sequence > 0);
    }

    [Theory]
    [InlineData("UPDATE AuditRecords SET UserName = 'somebody else'")]
    [InlineData("DELETE FROM AuditRecords")]
    public async Task The_record_refuses_change(string statement)
    {
        await using var fleet = await StoredFleet.Open();
        await fleet.Audit.TryBegin(Record("motors off"));
        using var outside = fleet.Outside();
        using var command = outside.CreateCommand();
        command.CommandText = statement;

        command.Invoking(c => c.ExecuteNonQuery()).Should().Throw<SqliteException>().WithMessage("*append-only*");

        (await fleet.Audit.Read(10)).Should().ContainSingle().Which.UserName.Should().Be("op-2");
    }

    [Fact]
    public async Task Records_are_found_by_vehicle_person_and_action_page_by_page()
    {
        await using var fleet = await StoredFleet.Open();
        await fleet.Audit.TryBegin(Record("go-to", name: "Ada"));
        await fleet.Audit.TryBegin(Record("hold", name: "Berta", vehicle: "badger-1"));
        await fleet.Audit.TryBegin(Record("Go-to", name: "Berta"));

        async Task<IEnumerable<string>> Find(AuditFilter filter) =>
            (await fleet.Audit.Find(filter)).Select(r => $"{r.UserName} {r.Action}");

        (await Find(new AuditFilter())).Should().Equal("Berta Go-to", "Berta hold", "Ada go-to");
        (await Find(new AuditFilter(VehicleId: "badger-1"))).Should().Equal("Berta hold");
        (await Find(new AuditFilter(Person: "BERT"))).Should().Equal("Berta Go-to", "Berta hold");
        (await Find(new AuditFilter(Action: "go-TO"))).Should().Equal("Berta Go-to", "Ada go-to");
        var page = await fleet.Audit.Find(new AuditFilter(Limit: 2));
        (await Find(new AuditFilter(Before: page[^1].Sequence))).Should().Equal("Ada go-to");
    }
}
