using DroneCommand.Fleet.Audit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace DroneCommand.Fleet.Persistence;

/// <summary>Registers what the fleet stores: database, writer, stores, audit log, and Orleans' providers over them.</summary>
public static class FleetPersistence
{
    internal const string MigrationsTable = "__FleetMigrations";

    /// <summary>
    /// Adds the fleet's database in <paramref name="folder"/>. It is migrated before any hosted service starts, and
    /// drained after all have stopped, in whatever order they are registered.
    /// </summary>
    public static IServiceCollection AddFleetPersistence(this IServiceCollection services, DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        services.TryAddSingleton(TimeProvider.System);
        // By factory, so that the container closes it.
        services.AddSingleton(_ => folder);
        services.AddPooledDbContextFactory<FleetDbContext>(options =>
            options.UseDroneCommandSqlite(folder.DatabaseFile, MigrationsTable)
        );
        services.AddSingleton<DatabaseHealth>();
        services.AddSingleton<DatabaseWriter>();
        services.AddSingleton<DatabaseReader>();
        services.AddSingleton(s => new VehicleEpochs(s.GetRequiredService<DatabaseWriter>()));
        services.AddSingleton(s => new PatrolRunStore(
            s.GetRequiredService<DatabaseReader>(),
            s.GetRequiredService<DatabaseWriter>()
        ));
        services.AddSingleton<AuditSpool>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<IAuditLog>(s => s.GetRequiredService<AuditLog>());
        services.AddSingleton<IAuditRecords>(s => s.GetRequiredService<AuditLog>());
        // Sessions, forms and the signing keys of vehicles: what they are closed with lies in the data folder.
        services
            .AddDataProtection()
            .SetApplicationName("DroneCommand")
            .PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        services.AddHostedService<PersistenceLifetime>();
        return services;
    }

    /// <summary>Makes the fleet's database the silo's default grain storage and its reminder table.</summary>
    public static ISiloBuilder UseFleetPersistence(this ISiloBuilder silo)
    {
        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable, EfReminderTable>();
        silo.Services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
            (services, _) => ActivatorUtilities.CreateInstance<EfGrainStorage>(services)
        );
        return silo;
    }
}
