using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Persistence;

/// <summary>Everything that is SQLite's own: how it is opened, what its errors mean, how rows are kept from change.</summary>
public static class SqliteProvider
{
    // How long a statement waits for another connection's write (accounts write on their own connection).
    private const int BusyMilliseconds = 2000;

    /// <summary>Opens <paramref name="databaseFile"/> with this server's settings, for any context on that file.</summary>
    public static DbContextOptionsBuilder UseDroneCommandSqlite(
        this DbContextOptionsBuilder options,
        string databaseFile,
        string migrationsTable
    )
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = databaseFile,
            DefaultTimeout = BusyMilliseconds / 1000,
        };
        return options
            .UseSqlite(connection.ToString(), sqlite => sqlite.MigrationsHistoryTable(migrationsTable))
            .AddInterceptors(Pragmas.Instance)
            // Every statement at 'information' would drown what people look for; failures are told by who asked.
            .ConfigureWarnings(warnings =>
                warnings.Log(
                    (RelationalEventId.CommandExecuted, LogLevel.Debug),
                    (RelationalEventId.CommandError, LogLevel.Debug),
                    (RelationalEventId.TransactionError, LogLevel.Debug),
                    (CoreEventId.SaveChangesFailed, LogLevel.Debug),
                    (RelationalEventId.AcquiringMigrationLock, LogLevel.Debug),
                    (RelationalEventId.MigrationsNotApplied, LogLevel.Debug)
                )
            );
    }

    /// <summary>
    /// Makes a file ready for migration by the one server that owns it. Write-ahead logging lets readers go on beside
    /// the writer; the file remembers it. A lock that a killed server left in EF's lock table would be waited for for
    /// ever.
    /// </summary>
    internal static void Prepare(DatabaseFacade database) =>
        database.ExecuteSqlRaw("PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";");

    /// <summary>Closes the idle connections to the file, so that SQLite folds its log into the database.</summary>
    internal static void CloseIdleConnections(DatabaseFacade database)
    {
        if (database.GetDbConnection() is SqliteConnection connection)
            SqliteConnection.ClearPool(connection);
    }

    /// <summary>
    /// Why the database cannot take or give anything now, for people; null when the fault lies with the one piece of
    /// work (a key that exists, a broken rule), so that other work may go on.
    /// </summary>
    public static string? Unavailability(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException sqlite)
                return Unavailability(sqlite.SqliteErrorCode);
            if (cause is IOException or UnauthorizedAccessException)
                return $"the database file cannot be used: {cause.Message}";
        }

        return null;
    }

    /// <summary>Statements that refuse every UPDATE and DELETE on a table.</summary>
    internal static IEnumerable<string> AppendOnly(string table) => [Refuse(table, "UPDATE"), Refuse(table, "DELETE")];

    private static string Refuse(string table, string change) =>
        $"""
            CREATE TRIGGER "{table}_refuses_{change}" BEFORE {change} ON "{table}"
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
            """;

    // https://sqlite.org/rescode.html
    private static string? Unavailability(int primaryCode) =>
        primaryCode switch
        {
            5 or 6 => "the database is locked by another program",
            8 => "the database is read-only",
            10 => "the disk refuses reads or writes",
            11 or 26 => "the database file is damaged",
            13 => "the disk is full",
            14 => "the database file cannot be opened",
            _ => null,
        };

    /// <summary>
    /// FULL, because each write here is a decision that must outlive a power
    /// cut before its command leaves; NORMAL would lose the newest ones.
    /// </summary>
    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static Pragmas Instance { get; } = new();

        private static readonly string Text = $"PRAGMA synchronous=FULL; PRAGMA busy_timeout={BusyMilliseconds};";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            ArgumentNullException.ThrowIfNull(connection);
            using var command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }

    /// <summary>For `dotnet ef migrations add` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<FleetDbContext>
    {
        public FleetDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<FleetDbContext>();
            options.UseDroneCommandSqlite("design.db", FleetPersistence.MigrationsTable);
            return new FleetDbContext(options.Options);
        }
    }
}
