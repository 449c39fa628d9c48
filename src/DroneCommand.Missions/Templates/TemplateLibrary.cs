using DroneCommand.Missions.Kinds;

namespace DroneCommand.Missions.Templates;

/// <summary>The templates of a directory: the good ones, and what is wrong with the others.</summary>
/// <param name="Templates">By kind, then by name.</param>
/// <param name="Problems">By file and line.</param>
public sealed record TemplateLibrary(IReadOnlyList<MissionTemplate> Templates, IReadOnlyList<TemplateProblem> Problems)
{
    private const int MaxFiles = 500;

    /// <summary>The directory of the templates that come with the program.</summary>
    public static string ShippedDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "mission-templates");

    /// <summary>Reads every .yaml and .yml file of a directory. One bad file hinders no other.</summary>
    public static TemplateLibrary Load(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return new([], [new TemplateProblem(directory, 0, 0, "the directory of templates does not exist")]);
        }

        try
        {
            var results = FilesOf(directory).Select(ReadFile).ToList();
            var templates = results.Select(result => result.Template).OfType<MissionTemplate>();
            return new(
                [
                    .. templates
                        .OrderBy(template => MissionKinds.OrderOf(template.Kind))
                        .ThenBy(template => template.Name, StringComparer.Ordinal),
                ],
                [.. results.SelectMany(result => result.Problems)]
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new([], [new TemplateProblem(directory, 0, 0, $"cannot be read: {error.Message}")]);
        }
    }

    /// <summary>The template of that id, or null.</summary>
    public MissionTemplate? Find(string id) => Templates.FirstOrDefault(template => template.Id == id);

    private static IEnumerable<string> FilesOf(string directory) =>
        Directory
            .EnumerateFiles(directory)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)
            .Take(MaxFiles);

    /// <summary>Reads one file. Never throws for what it holds, or for not being there.</summary>
    public static TemplateReadResult ReadFile(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            return new FileInfo(path).Length > 4 * YamlTree.MaxCharacters
                ? new(
                    null,
                    [new TemplateProblem(name, 0, 0, $"the file is larger than {YamlTree.MaxCharacters / 1024} KiB")]
                )
                : TemplateReader.Read(File.ReadAllText(path), name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(null, [new TemplateProblem(name, 0, 0, $"cannot be read: {error.Message}")]);
        }
    }
}
