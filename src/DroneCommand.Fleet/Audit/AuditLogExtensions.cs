using DroneCommand.Fleet.Persistence;

namespace DroneCommand.Fleet.Audit;

/// <summary>Ways to use the record that every commanding grain shares.</summary>
public static class AuditLogExtensions
{
    /// <summary>
    /// Stores a request before its command leaves. Null: go on. Otherwise the refusal for people: the command was carried
    /// out before, or it cannot be recorded and therefore is not sent.
    /// </summary>
    public static async Task<string?> WhyNotBegin(this IAuditLog audit, AuditRecord request)
    {
        try
        {
            return await audit.TryBegin(request) ? null : "this command was already carried out";
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return $"it cannot be recorded, so it was not sent: {unavailable.Message}";
        }
    }
}
