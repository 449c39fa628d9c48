using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DroneCommand.Console.Patrols;

/// <summary>The plan that is shown, as a file for other programs, and what that file does not say of it.</summary>
public sealed partial class PlanDownload
{
    private const int MostLost = 8;

    private PlanFile? saved;
    private TeamPlan? savedOf;
    private string fault = "";
    private bool saving;

    /// <summary>A plan that may be flown.</summary>
    [Parameter, EditorRequired]
    public TeamPlan Plan { get; set; } = null!;

    /// <summary>The vehicles that it was planned for, in the team's order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<VehicleView> Team { get; set; } = [];

    /// <summary>The patrol's name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private BrowserModules Modules { get; set; } = null!;

    [Inject]
    private FileRecord Record { get; set; } = null!;

    [Inject]
    private ILogger<PlanDownload> Logger { get; set; } = null!;

    /// <summary>What is said of a file is said of the plan that it holds, and not of the next one.</summary>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(savedOf, Plan))
        {
            (savedOf, saved, fault) = (Plan, null, "");
        }
    }

    private async Task Download(string ending)
    {
        var (plan, name) = (Plan, Name);
        IReadOnlyList<string> names = [.. Team.Select(view => view.Name)];
        (saved, fault, saving) = (null, "", true);
        try
        {
            var file = await Task.Run(() => PlanFile.Of(plan, names, Sites.Default, name, ending));
            using var content = new DotNetStreamReference(new MemoryStream(file.Content));
            await (await Modules.Console()).InvokeVoidAsync("saveFile", file.Name, content);
            await Record.Note("download-plan", $"{name} as {file.Name}", $"{file.Content.Length} bytes");
            saved = file;
        }
        catch (JSException failure)
        {
            Logger.LogWarning(failure, "a plan could not be handed to the browser");
            fault = "The browser did not take the file. Try again.";
        }
        finally
        {
            saving = false;
        }
    }
}
