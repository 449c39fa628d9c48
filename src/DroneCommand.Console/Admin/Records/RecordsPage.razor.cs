using System.Globalization;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace DroneCommand.Console.Admin.Records;

/// <summary>The append-only record, newest first, in site time and UTC.</summary>
public sealed partial class RecordsPage
{
    private const int PageSize = 100;

    private static readonly string[] Readers = [Roles.Supervisor, Roles.Administrator, Roles.Auditor];

    private List<AuditRecord>? records;
    private IReadOnlyList<RecordLine> lines = [];
    private bool more;
    private string vehicle = "";
    private string person = "";
    private string action = "";
    private string? refused;

    [Inject]
    private IAuditRecords Audit { get; set; } = null!;

    [Inject]
    private ICallerRoles CallerRoles { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    private DatabaseHealth Health { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    protected override Task OnInitializedAsync() => Reload();

    private Task Reload() => Load(before: null);

    private Task LoadOlder() =>
        Load(records?.Where(record => record.Sequence > 0).Min(record => (long?)record.Sequence));

    private async Task Load(long? before)
    {
        try
        {
            // The page was routed by the session's roles; what it reads now is decided by the account's present ones.
            var caller = (await Authentication.GetAuthenticationStateAsync()).User.ToCaller();
            var roles = await CallerRoles.RolesOf(caller.UserId);
            if (!Readers.Any(roles.Contains))
            {
                refused = "Your account may not read the records any more.";
                (records, lines, more) = ([], [], false);
                return;
            }

            var filter = new AuditFilter(OrNull(vehicle), OrNull(person), OrNull(action), before, PageSize);
            var found = await Audit.Find(filter);
            more = found.Count == PageSize;
            records = before is null ? [.. found] : [.. records ?? [], .. found];
            lines = RecordLine.Join(records);
            refused = null;
        }
        catch (DatabaseUnavailableException fault)
        {
            refused = $"The records cannot be read now: {fault.Message}.";
        }
    }

    private string VehicleName(string? vehicleId) => vehicleId is null ? "" : Feed.Find(vehicleId)?.Name ?? vehicleId;

    private string At(DateTimeOffset time) =>
        TimeZoneInfo
            .ConvertTime(time, Sites.Default.TimeZone)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
