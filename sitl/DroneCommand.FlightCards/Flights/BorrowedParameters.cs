using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.FlightCards.Flights;

/// <summary>Parameters of a vehicle that belongs to somebody: what they were before is put back.</summary>
internal sealed class BorrowedParameters(ParameterClient parameters, CancellationToken stop) : IAsyncDisposable
{
    private readonly List<(string Name, double Value)> before = [];

    /// <summary>Sets them; why that was not possible, or null.</summary>
    public async Task<string?> Set(IReadOnlyDictionary<string, double> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            var was = await parameters.Read(name, stop);
            if (was.End != ParameterEnd.Done)
            {
                return $"{name} cannot be read: {was.Reason}";
            }

            before.Add((name, was.Value));
            var set = await parameters.Set(name, value, stop);
            if (set.End != ParameterEnd.Done)
            {
                return $"{name} cannot be set: {set.Reason}";
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in Enumerable.Reverse(before))
        {
            await parameters.Set(name, value, CancellationToken.None);
        }
    }
}
