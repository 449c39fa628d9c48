using DroneCommand.Console.Shell;
using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Live;

/// <summary>The fleet as a list: what needs a person first, then everything by status, worst first.</summary>
public sealed partial class FleetList
{
    [Parameter, EditorRequired]
    public IReadOnlyList<VehicleView> Vehicles { get; set; } = [];

    /// <summary>Server time of this drawing.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public string? SelectedId { get; set; }

    [Parameter]
    public string? UserId { get; set; }

    [Parameter]
    public bool MayCommand { get; set; }

    [Parameter]
    public EventCallback<string> Selected { get; set; }

    private List<(VehicleView View, AttentionItem Item)> Needs =>
        [
            .. Vehicles
                .SelectMany(view => view.NeedsYou.Select(item => (view, item)))
                .OrderByDescending(need => need.item.Severity)
                .ThenBy(need => need.item.Since),
        ];

    /// <summary>What stands disarmed at its dock may be switched off, so it needs nobody; nor is it passed over.</summary>
    private int Unheard => Vehicles.Count(view => view.Status == VehicleStatus.Missing);

    /// <summary>What a screen reader says when something begins to need a person: without ages, which would repeat it.</summary>
    private string Said =>
        Needs.Count == 0
            ? ""
            : $"Needs you: {string.Join("; ", Needs.Select(need => $"{need.View.Name}, {need.Item.Title}"))}";

    private IEnumerable<IGrouping<VehicleStatus, VehicleView>> Groups =>
        Vehicles
            .OrderBy(view => Rank(view.Status))
            .ThenByDescending(VehicleWords.Worst)
            .ThenBy(view => view.Name, StringComparer.OrdinalIgnoreCase)
            .GroupBy(view => view.Status);

    private static int Rank(VehicleStatus status)
    {
        for (var i = 0; i < VehicleWords.Order.Count; i++)
        {
            if (VehicleWords.Order[i] == status)
            {
                return i;
            }
        }

        return -1;
    }

    private bool Old(VehicleView view) => VehicleWords.Freshness(view, Now) is not LinkState.Live;

    private string Detail(VehicleView view)
    {
        var link = VehicleWords.Freshness(view, Now);
        var heard = view.LastHeard is { } at ? $"last heard {Show.Age(Now - at)} ago" : "never heard";
        var line = link is LinkState.Live ? view.StatusLine : Join(view.StatusLine, heard);
        var mine = view.Authority.Kind == AuthorityHolderKind.Person && view.Authority.HolderId == UserId;
        return mine ? Join(line, "you have control") : line;
    }

    private static string Join(string one, string other) => one.Length == 0 ? other : $"{one} · {other}";
}
