using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Persistence;

/// <summary>Brings a context's tables to this program's version, at start, before anything reads them.</summary>
public static class DatabaseMigration
{
    /// <summary>Migrates the tables of <paramref name="database"/> in the folder that this server owns.</summary>
    /// <exception cref="DataFolderException">
    /// The file cannot be opened, is damaged, or was written by a newer program: one line for the person who starts it.
    /// </exception>
    public static void Run(DbContext database, DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            SqliteProvider.Prepare(database.Database);
            RefuseNewer(database, folder);
            database.Database.Migrate();
        }
        catch (Exception fault) when (SqliteProvider.Unavailability(fault) is { } reason)
        {
            throw new DataFolderException($"The database {folder.DatabaseFile} cannot be opened: {reason}.", fault);
        }
    }

    private static void RefuseNewer(DbContext database, DataFolder folder)
    {
        var unknown = database.Database.GetAppliedMigrations().Except(database.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
        {
            throw new DataFolderException(
                $"The database {folder.DatabaseFile} was written by a newer DroneCommand ({unknown[^1]}). "
                    + "Start that version, or name another data folder."
            );
        }
    }
}
