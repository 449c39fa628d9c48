using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Console;

/// <summary>Where the site and the mission templates come from.</summary>
public static class SiteConfiguration
{
    private const string Solution = "DroneCommand.sln";
    private const string Templates = "mission-templates";

    public static IServiceCollection AddSites(this IServiceCollection services, IConfiguration configuration)
    {
        var site = configuration["DroneCommand:Site"];
        var terrain = configuration.GetSection("DroneCommand:Terrain").Get<string[]>() ?? [];
        services.AddSingleton<ISiteCatalog>(
            new SiteCatalog([string.IsNullOrWhiteSpace(site) ? DemoSite.FilePath : site], terrain)
        );
        var folder = configuration["DroneCommand:TemplatesFolder"];
        services.AddSingleton(
            new TemplateCatalog(string.IsNullOrWhiteSpace(folder) ? TemplatesOfWorkingCopy() : folder)
        );
        return services;
    }

    /// <summary>In a working copy the templates that planners edit; elsewhere those that were shipped beside the program.</summary>
    private static string TemplatesOfWorkingCopy()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return Path.Combine(folder.FullName, Templates);
            }
        }
        return TemplateLibrary.ShippedDirectory;
    }
}
