using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// Numbers the activations of a vehicle's grain. Links refuse downlink calls of lower epochs, so that of two
/// activations that Orleans may run for a moment only the newer one commands.
/// </summary>
public sealed class VehicleEpochs
{
    private readonly DatabaseWriter _writer;

    internal VehicleEpochs(DatabaseWriter writer) => _writer = writer;

    /// <summary>The next epoch, from 1; higher than every one that was ever given for this vehicle.</summary>
    /// <exception cref="DatabaseUnavailableException">None was given: the activation must not command.</exception>
    public Task<long> Next(string vehicleId, CancellationToken cancellation = default) =>
        _writer.Write(database => Next(database, vehicleId), cancellation);

    private static long Next(FleetDbContext database, string vehicleId)
    {
        var present = database.VehicleEpochs.SingleOrDefault(r => r.VehicleId == vehicleId);
        if (present is null)
        {
            database.Add(new VehicleEpochRow { VehicleId = vehicleId, Epoch = 1 });
            database.SaveChanges();
            return 1;
        }

        // Compare and swap: another server may have taken the same number since the read.
        var next = present.Epoch + 1;
        var swapped = database
            .VehicleEpochs.Where(r => r.VehicleId == vehicleId && r.Epoch == present.Epoch)
            .ExecuteUpdate(set => set.SetProperty(r => r.Epoch, next));
        return swapped == 1
            ? next
            : throw new DbUpdateConcurrencyException($"Another server took epoch {next} of {vehicleId}");
    }
}
