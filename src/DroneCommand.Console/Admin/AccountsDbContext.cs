using DroneCommand.Fleet.Persistence;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DroneCommand.Console.Admin;

/// <summary>Accounts and roles, in the fleet's database file but with tables and migrations of their own.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : IdentityDbContext<Account>(options)
{
    internal const string MigrationsTable = "__AccountMigrations";

    /// <summary>For `dotnet ef migrations add` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<AccountsDbContext>
    {
        public AccountsDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<AccountsDbContext>();
            options.UseDroneCommandSqlite("design.db", MigrationsTable);
            return new AccountsDbContext(options.Options);
        }
    }
}
