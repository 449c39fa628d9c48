using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// Orleans' reminders in the fleet's database. Each silo owns arcs of the ring of grain hashes and reads (begin, end];
/// an arc whose begin is not below its end runs over the top of the ring.
/// </summary>
internal sealed class EfReminderTable(DatabaseReader reader, DatabaseWriter writer) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        var key = grainId.ToString();
        return ReadWhere(rows => rows.Where(r => r.GrainId == key));
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        long low = begin;
        long high = end;
        return ReadWhere(rows =>
            low < high
                ? rows.Where(r => r.Hash > low && r.Hash <= high)
                : rows.Where(r => r.Hash > low || r.Hash <= high)
        );
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var key = grainId.ToString();
        var found = await ReadWhere(rows => rows.Where(r => r.GrainId == key && r.Name == reminderName));
        return found.Reminders.SingleOrDefault();
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        var row = new ReminderRow
        {
            GrainId = entry.GrainId.ToString(),
            Name = entry.ReminderName,
            Hash = entry.GrainId.GetUniformHashCode(),
            StartAt = new DateTimeOffset(DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)),
            Period = entry.Period,
            ETag = Guid.NewGuid().ToString("N"),
        };
        return writer.Write<string?>(database =>
        {
            var present = database.Reminders.Find(row.GrainId, row.Name);
            if (present is null)
                database.Add(row);
            else
                (present.StartAt, present.Period, present.ETag) = (row.StartAt, row.Period, row.ETag);
            database.SaveChanges();
            return row.ETag;
        });
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var key = grainId.ToString();
        return writer.Write(database =>
            database.Reminders.Where(r => r.GrainId == key && r.Name == reminderName && r.ETag == eTag).ExecuteDelete()
            == 1
        );
    }

    public Task TestOnlyClearTable() => writer.Write(database => database.Reminders.ExecuteDelete());

    private async Task<ReminderTableData> ReadWhere(Func<IQueryable<ReminderRow>, IQueryable<ReminderRow>> select)
    {
        var rows = await reader.Read(database => select(database.Reminders).ToList());
        return new ReminderTableData(rows.Select(ToEntry));
    }

    private static ReminderEntry ToEntry(ReminderRow row) =>
        new()
        {
            GrainId = GrainId.Parse(row.GrainId),
            ReminderName = row.Name,
            StartAt = row.StartAt.UtcDateTime,
            Period = row.Period,
            ETag = row.ETag,
        };
}
