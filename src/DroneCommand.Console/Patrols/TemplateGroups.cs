using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Console.Patrols;

/// <summary>Templates that are for one purpose.</summary>
/// <param name="Title">As lists head them.</param>
/// <param name="Templates">In the library's order.</param>
public sealed record TemplateGroup(string Title, IReadOnlyList<MissionTemplate> Templates);

/// <summary>The templates as every list shows them: by what they are for.</summary>
public static class TemplateGroups
{
    public static IReadOnlyList<TemplateGroup> Of(TemplateLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return
        [
            .. library
                .Templates.GroupBy(template => template.Group)
                .OrderBy(group => group.Key)
                .Select(group => new TemplateGroup(Title(group.Key), [.. group])),
        ];
    }

    private static string Title(MissionGroup group) =>
        group switch
        {
            MissionGroup.Patrol => "Patrol",
            MissionGroup.Search => "Search",
            MissionGroup.Survey => "Survey and inspection",
            _ => "Response",
        };
}
