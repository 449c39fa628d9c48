using DroneCommand.Missions.Exchange;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DroneCommand.Console.Patrols;

/// <summary>Takes the ground that is to be drawn from a file: its shapes by name and kind, of which one is chosen.</summary>
public sealed partial class ShapeLoader
{
    /// <summary>A .shp and its companions, with some that are not read.</summary>
    private const int MostFiles = 8;

    private const int MostShown = 100;
    private const int MostLost = 6;

    private readonly string group = $"shapes-{Guid.NewGuid():N}";
    private ShapeFile? file;
    private string fault = "";
    private bool reading;

    /// <summary>'area', 'line' or 'point'.</summary>
    [Parameter, EditorRequired]
    public string Kind { get; set; } = "";

    /// <summary>What it is for, for people: 'area', 'place'.</summary>
    [Parameter, EditorRequired]
    public string Thing { get; set; } = "";

    /// <summary>The drawing as it is now.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    /// <summary>A shape's drawing.</summary>
    [Parameter]
    public EventCallback<string> Chosen { get; set; }

    [Inject]
    private FileRecord Record { get; set; } = null!;

    [Inject]
    private ILogger<ShapeLoader> Logger { get; set; } = null!;

    private string Summary
    {
        get
        {
            var usable = file!.Shapes.Count(shape => shape.IsUsable);
            return usable switch
            {
                0 => $"Nothing in {file.Name} can be the {Thing}.",
                1 => "",
                _ => $"{usable} shapes of {file.Name} can be the {Thing}: choose one.",
            };
        }
    }

    private async Task Load(InputFileChangeEventArgs change)
    {
        (file, fault, reading) = (null, WhyNotRead(change), true);
        try
        {
            if (fault.Length == 0)
            {
                var chosen = await Read(change.GetMultipleFiles(MostFiles));
                var read = await Task.Run(() => ShapeFile.Read(chosen, Kind));
                (file, fault) = (read.Fault.Length == 0 ? read : null, read.Fault);
            }
        }
        catch (Exception failure) when (failure is IOException or JSException or TimeoutException)
        {
            // The person took the file away, or the line to the browser broke: the page goes on.
            Logger.LogWarning(failure, "a file with shapes could not be read");
            fault = "The file could not be read to its end. Choose it again.";
        }
        finally
        {
            reading = false;
        }

        if (file?.Shapes.Where(shape => shape.IsUsable).ToList() is [var only])
        {
            await Take(only);
        }
    }

    /// <summary>Nothing is read of what is too large.</summary>
    private static string WhyNotRead(InputFileChangeEventArgs change)
    {
        if (change.FileCount > MostFiles)
        {
            return $"Choose one file, or one .shp with its companions: at most {MostFiles}, not {change.FileCount}.";
        }

        var megabytes = ShapeImport.MaxBytes / (1024 * 1024);
        return change.GetMultipleFiles(MostFiles).Sum(each => each.Size) > ShapeImport.MaxBytes
            ? $"That is larger than {megabytes} MiB, the most that is read. Export only the shapes that are needed."
            : "";
    }

    private static async Task<IReadOnlyList<ChosenFile>> Read(IReadOnlyList<IBrowserFile> files)
    {
        List<ChosenFile> read = [];
        foreach (var each in files)
        {
            await using var stream = each.OpenReadStream(ShapeImport.MaxBytes);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            read.Add(new ChosenFile(Path.GetFileName(each.Name), content.ToArray()));
        }

        return read;
    }

    private async Task Take(FileShape shape)
    {
        await Record.Note("import-shape", $"{shape.Kind} '{shape.Name}' of {file!.Name}", $"drawn as the {Thing}");
        await Chosen.InvokeAsync(shape.Value);
    }
}
