using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Patrols;

/// <summary>
/// The mission templates of a folder, read again when a file of it changed: planners edit them while the server runs.
/// Thread-safe.
/// </summary>
public sealed class TemplateCatalog(string folder)
{
    private readonly Lock reading = new();
    private readonly TemplateHistory history = new();
    private string readStamp = "";
    private TemplateLibrary library = new([], []);

    public string Folder => folder;

    /// <summary>The templates as the files are now, with the problems of those that cannot be used.</summary>
    public TemplateLibrary Current
    {
        get
        {
            lock (reading)
            {
                var stamp = Stamp();
                if (stamp != readStamp)
                {
                    library = history.Watch(TemplateLibrary.Load(folder));
                    readStamp = stamp;
                }
                return library;
            }
        }
    }

    private string Stamp() =>
        Directory.Exists(folder)
            ? string.Join(
                '|',
                new DirectoryInfo(folder)
                    .EnumerateFiles()
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => $"{file.Name}:{file.LastWriteTimeUtc.Ticks}:{file.Length}")
            )
            : "missing";
}
