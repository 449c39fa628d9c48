using DroneCommand.Fleet.Persistence;

namespace DroneCommand.Fleet.Tests.Persistence;

public sealed class EfReminderTableTests
{
    private static readonly DateTime Start = new(2026, 5, 1, 20, 0, 0, DateTimeKind.Utc);

    private static EfReminderTable Table(StoredFleet fleet) => new(fleet.Reader, fleet.Writer);

    private static ReminderEntry Entry(GrainId grain, string name = "wake") =>
        new()
        {
            GrainId = grain,
            ReminderName = name,
            StartAt = Start,
            Period = TimeSpan.FromMinutes(1),
        };

    private static List<GrainId> Grains(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => GrainId.Create("patrol", $"patrol-{i}"))
                .OrderBy(grain => grain.GetUniformHashCode()),
        ];

    [Fact]
    public async Task A_reminder_survives_a_restart()
    {
        var path = StoredFleet.NewFolder();
        var grain = GrainId.Create("patrol", "fence/line 1");
        string? tag;
        await using (var fleet = await StoredFleet.Open(path))
            tag = await Table(fleet).UpsertRow(Entry(grain));

        await using (var fleet = await StoredFleet.Open(path))
        {
            var read = await Table(fleet).ReadRow(grain, "wake");
            read.Should().BeEquivalentTo(Entry(grain), entry => entry.Excluding(e => e.ETag));
            read.ETag.Should().Be(tag);
            read.StartAt.Kind.Should().Be(DateTimeKind.Utc);
            (await Table(fleet).ReadRow(grain, "other")).Should().BeNull();
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Writing_again_changes_the_row_and_its_tag()
    {
        await using var fleet = await StoredFleet.Open();
        var grain = GrainId.Create("patrol", "fence");
        var first = await Table(fleet).UpsertRow(Entry(grain));
        var changed = Entry(grain);
        changed.Period = TimeSpan.FromMinutes(5);

        var second = await Table(fleet).UpsertRow(changed);

        second.Should().NotBe(first);
        var rows = await Table(fleet).ReadRows(grain);
        rows.Reminders.Should().ContainSingle().Which.Period.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_row_is_removed_by_its_newest_tag_only()
    {
        await using var fleet = await StoredFleet.Open();
        var grain = GrainId.Create("patrol", "fence");
        var old = await Table(fleet).UpsertRow(Entry(grain));
        var tag = await Table(fleet).UpsertRow(Entry(grain));

        (await Table(fleet).RemoveRow(grain, "wake", old!)).Should().BeFalse();
        (await Table(fleet).RemoveRow(grain, "wake", tag!)).Should().BeTrue();
        (await Table(fleet).RemoveRow(grain, "wake", tag!)).Should().BeFalse();
        (await Table(fleet).ReadRows(grain)).Reminders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_range_leaves_out_its_begin_and_keeps_its_end()
    {
        await using var fleet = await StoredFleet.Open();
        var grains = Grains(8);
        foreach (var grain in grains)
            await Table(fleet).UpsertRow(Entry(grain));

        var read = await Table(fleet).ReadRows(grains[2].GetUniformHashCode(), grains[5].GetUniformHashCode());

        read.Reminders.Select(r => r.GrainId).Should().BeEquivalentTo(grains[3..6]);
    }

    [Fact]
    public async Task A_range_over_the_top_of_the_ring_wraps()
    {
        await using var fleet = await StoredFleet.Open();
        var grains = Grains(8);
        foreach (var grain in grains)
            await Table(fleet).UpsertRow(Entry(grain));

        var read = await Table(fleet).ReadRows(grains[5].GetUniformHashCode(), grains[1].GetUniformHashCode());

        read.Reminders.Select(r => r.GrainId).Should().BeEquivalentTo([.. grains[6..], .. grains[..2]]);
    }

    [Fact]
    public async Task A_range_that_ends_where_it_begins_is_the_whole_ring()
    {
        await using var fleet = await StoredFleet.Open();
        foreach (var grain in Grains(8))
            await Table(fleet).UpsertRow(Entry(grain));

        (await Table(fleet).ReadRows(0, 0)).Reminders.Should().HaveCount(8);
        (await Table(fleet).ReadRows(77, 77)).Reminders.Should().HaveCount(8);
        (await Table(fleet).ReadRows(0, uint.MaxValue)).Reminders.Should().HaveCount(8);
        await Table(fleet).TestOnlyClearTable();
        (await Table(fleet).ReadRows(0, 0)).Reminders.Should().BeEmpty();
    }
}
