using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// Grain state as JSON in the fleet's database. A write names the tag that it read: of two activations that both hold
/// one tag, one wins and the other gets <see cref="InconsistentStateException"/>, on which Orleans ends it.
/// </summary>
internal sealed class EfGrainStorage(
    DatabaseReader reader,
    DatabaseWriter writer,
    TimeProvider time,
    IActivatorProvider activators
) : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.ToString();
        var row = await reader.Read(database =>
            database.GrainStates.SingleOrDefault(r => r.StateName == stateName && r.GrainId == key)
        );
        if (row is null)
            Reset(grainState);
        else
        {
            grainState.State = JsonSerializer.Deserialize<T>(row.Payload, Json);
            grainState.ETag = row.ETag;
            grainState.RecordExists = true;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = new GrainStateRow
        {
            StateName = stateName,
            GrainId = grainId.ToString(),
            ETag = Guid.NewGuid().ToString("N"),
            Payload = JsonSerializer.Serialize(grainState.State, Json),
            Written = time.GetUtcNow(),
        };
        var expected = PossibleTags.Parse(grainState.ETag);
        try
        {
            var (won, stored) = await writer.Write(database => Put(database, row, expected));
            if (!won)
                throw Conflict(row.StateName, row.GrainId, stored, grainState.ETag);
        }
        catch (DatabaseUnavailableException late) when (late.OutcomeUnknown)
        {
            // It may be stored later without our being told: that tag is ours too, no other activation's.
            grainState.ETag = expected.Or(row.ETag).ToString();
            throw;
        }
        grainState.ETag = row.ETag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.ToString();
        var expected = PossibleTags.Parse(grainState.ETag);
        var (won, stored) = await writer.Write(database =>
        {
            var present = StoredTag(database, stateName, key);
            if (present is null || !expected.Contains(present))
                return (present is null, present);
            database.GrainStates.Where(r => r.StateName == stateName && r.GrainId == key).ExecuteDelete();
            return (true, null);
        });
        if (!won)
            throw Conflict(stateName, key, stored, grainState.ETag);
        Reset(grainState);
    }

    private static (bool Won, string? Stored) Put(FleetDbContext database, GrainStateRow row, PossibleTags expected)
    {
        var present = StoredTag(database, row.StateName, row.GrainId);
        if (!expected.Contains(present))
            return (false, present);
        if (present is null)
        {
            database.Add(row);
            database.SaveChanges();
            return (true, row.ETag);
        }
        var replaced = database
            .GrainStates.Where(r => r.StateName == row.StateName && r.GrainId == row.GrainId && r.ETag == present)
            .ExecuteUpdate(set =>
                set.SetProperty(r => r.ETag, row.ETag)
                    .SetProperty(r => r.Payload, row.Payload)
                    .SetProperty(r => r.Written, row.Written)
            );
        return replaced == 1 ? (true, row.ETag) : (false, StoredTag(database, row.StateName, row.GrainId));
    }

    private static string? StoredTag(FleetDbContext database, string stateName, string grainId) =>
        database
            .GrainStates.Where(r => r.StateName == stateName && r.GrainId == grainId)
            .Select(r => r.ETag)
            .SingleOrDefault();

    private static InconsistentStateException Conflict(
        string stateName,
        string grainId,
        string? stored,
        string? expected
    ) => new($"Another activation of {grainId} has written its state '{stateName}'", stored, expected);

    private void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <summary>
    /// The tags that the stored row may bear by our own doing: one as a rule, more after a write of unknown outcome.
    /// The empty one stands for no row.
    /// </summary>
    private readonly record struct PossibleTags(IReadOnlyList<string> Tags)
    {
        private const char Separator = '|';

        public static PossibleTags Parse(string? tag) => new((tag ?? "").Split(Separator));

        public PossibleTags Or(string tag) => new([.. Tags, tag]);

        public bool Contains(string? stored) => Tags.Contains(stored ?? "");

        public override string ToString() => string.Join(Separator, Tags);
    }
}
