using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Audit;

namespace DroneCommand.Console.Patrols;

/// <summary>Puts on record which files people take shapes from, and as which files plans leave the server.</summary>
public sealed class FileRecord(CurrentCaller caller, IAuditLog audit, TimeProvider time)
{
    /// <summary>Notes what the person at this page did.</summary>
    /// <param name="action">'import-shape' or 'download-plan'.</param>
    /// <param name="detail">Of what, for people.</param>
    /// <param name="outcome">What became of it.</param>
    public async Task Note(string action, string detail, string outcome)
    {
        if (await caller.Get() is { } who)
        {
            audit.Spool(
                new AuditRecord(
                    0,
                    time.GetUtcNow(),
                    Guid.NewGuid(),
                    who.UserId,
                    who.Name,
                    null,
                    action,
                    detail,
                    outcome
                )
            );
        }
    }
}
