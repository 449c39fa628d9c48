using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// The fleet's tables. Nothing here knows which database it is: SQLite's own ways are in <see cref="SqliteProvider"/>.
/// Instances live for one unit of work of <see cref="DatabaseWriter"/> or <see cref="DatabaseReader"/>.
/// </summary>
internal sealed class FleetDbContext(DbContextOptions<FleetDbContext> options) : DbContext(options)
{
    public DbSet<GrainStateRow> GrainStates => Set<GrainStateRow>();
    public DbSet<ReminderRow> Reminders => Set<ReminderRow>();
    public DbSet<AuditRecordRow> AuditRecords => Set<AuditRecordRow>();
    public DbSet<OperationRow> Operations => Set<OperationRow>();
    public DbSet<VehicleEpochRow> VehicleEpochs => Set<VehicleEpochRow>();
    public DbSet<PatrolRunRow> PatrolRuns => Set<PatrolRunRow>();
    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<GrainStateRow>(row => row.HasKey(r => new { r.StateName, r.GrainId }));
        modelBuilder.Entity<ReminderRow>(row =>
        {
            row.HasKey(r => new { r.GrainId, r.Name });
            row.HasIndex(r => r.Hash);
        });
        modelBuilder.Entity<AuditRecordRow>(row =>
        {
            row.HasKey(r => r.Sequence);
            row.HasIndex(r => r.EntryId).IsUnique();
            row.HasIndex(r => r.VehicleId);
            row.HasIndex(r => r.OperationId);
        });
        modelBuilder.Entity<OperationRow>(row => row.HasKey(r => r.OperationId));
        modelBuilder.Entity<VehicleEpochRow>(row => row.HasKey(r => r.VehicleId));
        modelBuilder.Entity<SigningKeyRow>(row => row.HasKey(r => r.VehicleId));
        modelBuilder.Entity<PatrolRunRow>(row =>
        {
            row.HasKey(r => new { r.PatrolId, r.Slot });
            row.HasIndex(r => new { r.SiteId, r.Slot });
            row.HasIndex(r => new { r.VehicleId, r.Slot });
            row.Property(r => r.State).HasConversion<string>();
            row.HasMany(r => r.Vehicles).WithOne().HasForeignKey(v => new { v.PatrolId, v.Slot });
        });
        modelBuilder.Entity<PatrolRunVehicleRow>(row =>
        {
            row.ToTable("PatrolRunVehicles");
            row.HasKey(v => new
            {
                v.PatrolId,
                v.Slot,
                v.VehicleId,
            });
            row.HasIndex(v => new { v.VehicleId, v.Slot });
            row.Property(v => v.State).HasConversion<string>();
        });
    }

    /// <summary>
    /// Points in time are stored as UTC date-times cut to the microsecond: the finest that both databases keep, so that
    /// a slot that was stored equals the slot that is looked up.
    /// </summary>
    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTime>(
            time => new DateTime(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
            stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc))
        );
}
